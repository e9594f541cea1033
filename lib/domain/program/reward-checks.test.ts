import { expect, test } from "vitest";
import { rewardProblems } from "./reward-checks";
import { programDocumentSchema } from "./schema";
import { starterProgram } from "./starter";

const starter = starterProgram({ name: "Shop", currency: "GBP", timezone: "Europe/London" });
const reward = (more: object) => ({ kind: "amount_off", key: "off", price: 600, valueMinor: 100, ...more });
const levels = [
  { key: "bloom", threshold: 100 },
  { key: "evergreen", threshold: 200 },
];
const problems = (more: object) =>
  rewardProblems(programDocumentSchema.parse({ ...starter, tiers: { metric: "points", levels }, ...more }));

test("a reward of which there are none is told, unless it is switched off", () => {
  expect(problems({ rewards: [reward({ stock: 0 })] })).toEqual([
    { code: "stock_none", path: ["rewards", "off"] },
  ]);
  expect(problems({ rewards: [reward({ stock: 0, active: false })] })).toEqual([]);
  expect(problems({ rewards: [reward({ stock: 1 })] })).toEqual([]);
});

test("a price that is higher in a higher tier is told, also above a tier's own lower price; a falling one is not", () => {
  const priced = (pricePerTier: object, more: object = {}) =>
    problems({ rewards: [reward({ pricePerTier, ...more })] });
  expect(priced({ evergreen: 900 })).toMatchObject([
    { code: "price_rises", tier: "evergreen", price: "900", below: "600" },
  ]);
  expect(priced({ bloom: 450 })).toMatchObject([{ tier: "evergreen", price: "600", below: "450" }]);
  expect(priced({ bloom: 450, evergreen: 400 })).toEqual([]);
  expect(priced({ evergreen: 900 }, { tiers: ["evergreen"] })).toEqual([]);
});

test("stamps that a rule gives and no reward takes are told", () => {
  const stamps = {
    stampCards: [{ key: "tea" }],
    earningRules: [
      { key: "cup", trigger: "order.paid", effects: [{ type: "fixed", asset: "stamps:tea", units: 1 }] },
    ],
  };
  const taken = reward({ asset: "stamps:tea", price: 10 });
  expect(problems(stamps)).toEqual([{ code: "stamps_untaken", path: ["stampCards", "tea"], rule: "cup" }]);
  expect(problems({ ...stamps, rewards: [taken] })).toEqual([]);
  expect(problems({ ...stamps, rewards: [{ ...taken, active: false }] })).toHaveLength(1);
});
