import { expect, test } from "vitest";
import { type ProgramDocumentInput, programDocumentSchema } from "@/lib/domain/program/schema";
import { lowestPrice, offersFor } from "./offer";

const offers = (rewards: ProgramDocumentInput["rewards"]) => {
  const program = programDocumentSchema.parse({
    schema: 1,
    name: "Test",
    currency: "GBP",
    timezone: "Europe/London",
    locales: ["en"],
    earningRules: [],
    tiers: { metric: "spend", levels: [{ key: "gold", threshold: 1 }] },
    rewards,
    expiry: { type: "none" },
  });
  const nobody = { available: 0n, tierKey: null, segments: [], taken: new Map(), stock: new Map() };
  return offersFor(program, nobody);
};
const off = (key: string, price: number, who = {}) => ({
  key,
  kind: "amount_off" as const,
  valueMinor: 100,
  price,
  ...who,
});

test("rewards begin at the lowest price of what everybody may take", () => {
  const some = [off("few", 90, { segments: ["few"] }), off("gold", 95, { tiers: ["gold"] })];
  expect(lowestPrice(offers([...some, off("all", 200), off("dear", 400)]))).toBe(200n);
  expect(lowestPrice(offers(some))).toBeNull();
});
