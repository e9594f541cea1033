import { describe, expect, test } from "vitest";
import { programDocumentSchema } from "@/lib/domain/program/schema";
import { tierFor } from "./evaluate";

const { tiers } = programDocumentSchema.parse({
  schema: 1,
  name: "Test",
  currency: "GBP",
  timezone: "Europe/London",
  locales: ["en"],
  earningRules: [],
  tiers: {
    metric: "spend",
    levels: [
      { key: "bronze", threshold: 0 },
      { key: "silver", threshold: 20_000 },
      { key: "gold", threshold: 50_000 },
    ],
  },
  rewards: [],
  expiry: { type: "none" },
});
if (!tiers) throw new Error("the ladder is missing");
const facts = (spendMinor: bigint) => ({ spendMinor, pointsEarned: 0n, ordersCount: 0 });

describe("the ladder", () => {
  test.each([
    [0n, "bronze"],
    [19_999n, "bronze"],
    [20_000n, "silver"],
    [50_000n, "gold"],
    [-1n, null],
  ])("with a spend of %s stands at %s", (spend, tier) => {
    expect(tierFor(tiers, facts(spend))).toBe(tier);
  });

  test("is judged by the metric it names", () => {
    const counts = { spendMinor: 0n, pointsEarned: 30_000n, ordersCount: 60_000 };
    expect(tierFor({ ...tiers, metric: "points" }, counts)).toBe("silver");
    expect(tierFor({ ...tiers, metric: "orders" }, counts)).toBe("gold");
    expect(tierFor(null, counts)).toBeNull();
  });
});
