import { expect, test } from "vitest";
import { stranger } from "@/lib/domain/earning/applies";
import { ordersWorth, pointsForOrder } from "./reach";
import { type ProgramDocumentInput, programDocumentSchema } from "./schema";

const program = (rules: ProgramDocumentInput["earningRules"]) =>
  programDocumentSchema.parse({
    schema: 1,
    name: "Test",
    currency: "GBP",
    timezone: "Europe/London",
    locales: ["en"],
    earningRules: rules,
    tiers: {
      metric: "spend",
      levels: [{ key: "gold", threshold: 1, benefits: { earnMultiplierBps: 20_000 } }],
    },
    rewards: [],
    expiry: { type: "none" },
  });
const rate = (units: number, perMinor: number) =>
  program([
    { key: "buy", trigger: "order.paid", effects: [{ type: "rate", asset: "points", units, perMinor }] },
  ]);

test("an order's points follow the real rules and the tier's multiplier", () => {
  const order = { totalMinor: 5000n, on: "2026-03-01" };
  expect(pointsForOrder(rate(1, 100), { ...order, tierKey: null })).toBe(50n);
  expect(pointsForOrder(rate(1, 100), { ...order, tierKey: "gold" })).toBe(100n);
});

test("what an order earns when it is delivered is counted too, with the factors of that occasion", () => {
  const delivered = { trigger: "order.delivered" as const };
  const base = { ...delivered, key: "buy" };
  const paidLater = program([
    { ...base, effects: [{ type: "rate", asset: "points", units: 1, perMinor: 100 }] },
    { ...delivered, key: "double", stacking: "bonus", effects: [{ type: "multiply", factorBps: 20_000 }] },
  ]);
  expect(pointsForOrder(paidLater, { totalMinor: 5000n, on: "2026-03-01" })).toBe(100n);
});

test("the orders that missing points are worth go the same way back, rounded up", () => {
  expect(ordersWorth(rate(1, 100), 120n, "2026-03-01", stranger)).toBe(12_000n);
  expect(ordersWorth(rate(10, 100), 125n, "2026-03-01", stranger)).toBe(1250n);
  expect(ordersWorth(rate(1, 100), 120n, "2026-03-01", { ...stranger, tierKey: "gold" })).toBe(6000n);
});

test("where orders earn nothing, no amount is named", () => {
  expect(ordersWorth(program([]), 120n, "2026-03-01", stranger)).toBeNull();
});
