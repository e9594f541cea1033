import { describe, expect, test } from "vitest";
import { checkProgram, mostInAYear } from "./checks";
import { type ProgramDocumentInput, programDocumentSchema } from "./schema";
import { starterProgram } from "./starter";

const on = "2026-05-01";
const starter = starterProgram({ name: "Shop", currency: "GBP", timezone: "Europe/London" });
const program = (change: Partial<ProgramDocumentInput>) =>
  programDocumentSchema.parse({ ...starter, ...change });
const problems = (change: Partial<ProgramDocumentInput>) => checkProgram(program(change), on);

const name = { en: "Name" };
const rate = { type: "rate" as const, asset: "points" as const, units: 1, perMinor: 100 };
const rule = (key: string, more: object = {}) => ({
  key,
  name,
  trigger: "order.paid" as const,
  effects: [rate],
  ...more,
});
const off = (more: object) => ({
  kind: "amount_off" as const,
  key: "off",
  name,
  price: 600,
  valueMinor: 100,
  ...more,
});

test("the starting program of a store has nothing to be warned of", () => {
  expect(checkProgram(starter, on)).toEqual([]);
});

test("a year of twelve £50 orders at 1 point per £1 earns 600 points", () => {
  expect(mostInAYear(starter, on, null)).toBe(600n);
});

test("a program without an active rule earns nothing", () => {
  expect(problems({ earningRules: [rule("purchase", { active: false })] })).toMatchObject([
    { code: "nothing_earned" },
  ]);
});

describe("base rules", () => {
  const overlap = [{ code: "rules_overlap", path: ["earningRules", "a"], other: "b" }];
  const tiers = {
    metric: "orders" as const,
    levels: [
      { key: "one", name, threshold: 0 },
      { key: "two", name, threshold: 5 },
    ],
  };

  test("that apply to the same order are told", () => {
    expect(problems({ earningRules: [rule("a"), rule("b")] })).toEqual(overlap);
    const days = { when: { from: "2026-05-31" } };
    expect(
      problems({ earningRules: [rule("a", { when: { until: "2026-05-31" } }), rule("b", days)] }),
    ).toEqual(overlap);
  });

  test("with other days, other tiers, another trigger, or as a bonus do not overlap", () => {
    const apart = [
      [rule("a", { when: { until: "2026-05-30" } }), rule("b", { when: { from: "2026-05-31" } })],
      [rule("a", { who: { tiers: ["one"] } }), rule("b", { who: { tiers: ["two"] } })],
      [rule("a"), rule("b", { stacking: "bonus" })],
      [rule("a"), rule("b", { active: false })],
      [
        rule("a"),
        rule("b", { trigger: "customer.joined", effects: [{ type: "fixed", asset: "points", units: 1 }] }),
      ],
    ];
    for (const earningRules of apart) expect(problems({ tiers, earningRules })).toEqual([]);
  });
});

describe("a reward", () => {
  test("that a year of orders pays for is reachable, one point more is not", () => {
    expect(problems({ rewards: [off({ price: 600 })] })).toEqual([]);
    expect(problems({ rewards: [off({ price: 601 })] })).toEqual([
      { code: "reward_unreachable", path: ["rewards", "off"], asset: "points", price: "601", most: "600" },
    ]);
  });

  test("is reachable when one tier that may take it can afford it", () => {
    const tiers = {
      metric: "orders" as const,
      levels: [{ key: "vip", name, threshold: 5, benefits: { earnMultiplierBps: 20_000 } }],
    };
    expect(problems({ tiers, rewards: [off({ price: 1200 })] })).toEqual([]);
    expect(problems({ tiers, rewards: [off({ price: 700, pricePerTier: { vip: 50 } })] })).toEqual([]);
  });

  test("that is switched off is not looked at", () => {
    expect(problems({ rewards: [off({ price: 9999, active: false })] })).toEqual([]);
  });

  test("for stamps of a card that nothing gives is out of reach; a rule that gives them is enough", () => {
    const stampCards = [{ key: "coffee", name }];
    const rewards = [off({ asset: "stamps:coffee", price: 10, automatic: true })];
    expect(problems({ stampCards, rewards })).toMatchObject([
      { code: "reward_unreachable", asset: "stamps:coffee", price: "10", most: "0" },
    ]);
    const stamp = { type: "fixed" as const, asset: "stamps:coffee", units: 1 };
    expect(problems({ stampCards, rewards, earningRules: [rule("cup", { effects: [stamp] })] })).toEqual([]);
  });

  test("that takes points by itself without any limit is told; a stock or a limit is enough", () => {
    const taken = (more: object) => problems({ rewards: [off({ automatic: true, ...more })] });
    expect(taken({})).toEqual([{ code: "automatic_unlimited", path: ["rewards", "off"] }]);
    expect(taken({ stock: 10 })).toEqual([]);
    expect(taken({ perCustomerLimit: 1 })).toEqual([]);
  });

  test("that is paid in store credit is compared with the credit it takes", () => {
    const rewards = (valueMinor: number) => [off({ asset: "credit", price: 500, valueMinor })];
    const earningRules = [rule("back", { effects: [{ type: "percent", asset: "credit", percentBps: 500 }] })];
    expect(problems({ earningRules, rewards: rewards(500) })).toEqual([]);
    expect(problems({ earningRules, rewards: rewards(501) })).toMatchObject([
      { code: "reward_above_price", costMinor: "501", priceMinor: "500" },
    ]);
  });

  test("that costs more than its points are worth is told", () => {
    expect(problems({ pointValueMinor: 1, rewards: [off({ valueMinor: 600 })] })).toEqual([]);
    expect(problems({ pointValueMinor: 1, rewards: [off({ valueMinor: 601 })] })).toEqual([
      { code: "reward_above_price", path: ["rewards", "off"], costMinor: "601", priceMinor: "600" },
    ]);
  });
});

test("a referral that pays at once for any order is told; a minimum or a wait is enough", () => {
  const points = { type: "points" as const, units: 500 };
  const referral = (more: object) => ({ advocate: points, friend: points, holdingDays: 0, ...more });
  expect(problems({ referral: referral({}) })).toEqual([{ code: "referral_unguarded", path: ["referral"] }]);
  for (const guard of [{ minOrderMinor: 1 }, { holdingDays: 1 }, { active: false }])
    expect(problems({ referral: referral(guard) })).toEqual([]);
});

test("a plan delivered more often with a smaller discount is told, unless one of the two is switched off", () => {
  const plan = (key: string, months: number, discountBps: number, active = true) => ({
    ...{ key, name, discountBps, active },
    interval: { unit: "month" as const, count: months },
  });
  const plans = (...all: ReturnType<typeof plan>[]) => problems({ perks: { plans: all } });
  expect(plans(plan("often", 1, 500), plan("rarely", 3, 1000))).toEqual([
    { code: "discount_shrinks", path: ["perks", "plans", "often"], other: "rarely" },
  ]);
  expect(plans(plan("often", 1, 1000), plan("rarely", 3, 1000))).toEqual([]);
  expect(plans(plan("often", 1, 500), plan("rarely", 3, 1000, false))).toEqual([]);
});

test("a name that one of the program's languages lacks is told once for each", () => {
  expect(
    problems({ locales: ["en", "ja", "ru"], rewards: [off({ name: { en: "Off", ja: "割引" } })] }),
  ).toEqual([
    { code: "translation_missing", path: ["earningRules", "purchase"], locale: "ja" },
    { code: "translation_missing", path: ["earningRules", "purchase"], locale: "ru" },
    { code: "translation_missing", path: ["rewards", "off"], locale: "ru" },
  ]);
});

test("a reward is out of reach too where points expire before enough come together, or that takes many steps at once", () => {
  const unreachable = (change: Partial<ProgramDocumentInput>) =>
    problems({ rewards: [off({})], ...change }).filter(({ code }) => code === "reward_unreachable");
  expect(unreachable({ expiry: { type: "rolling", months: 12 } })).toEqual([]);
  const quarter = unreachable({ expiry: { type: "rolling", months: 3 } });
  expect(quarter).toMatchObject([{ price: "600", most: "200" }]);
  expect(unreachable({ expiry: { type: "inactivity", months: 2, resetBy: ["earn"] } })).toEqual([]);
  expect(unreachable({ expiry: { type: "inactivity", months: 2, resetBy: ["spend"] } })).toHaveLength(1);
  expect(unreachable({ expiry: { type: "fixed", dates: ["10-31"] } })).toMatchObject([{ most: "300" }]);
  const steps = {
    kind: "pay_with_points",
    key: "pay",
    name,
    price: 10,
    valueMinor: 10,
    minSteps: 61,
  } as const;
  expect(unreachable({ rewards: [steps] })).toMatchObject([{ price: "610", most: "600" }]);
});
