import { describe, expect, test } from "vitest";
import type { ConditionFacts } from "@/lib/domain/conditions/facts";
import { type ProgramDocumentInput, programDocumentSchema } from "@/lib/domain/program/schema";
import { lowestPrice, type Member, offersFor } from "./offer";

const nobody: Member = {
  wallets: new Map(),
  tierKey: null,
  segments: [],
  judged: null,
  closed: null,
  taken: new Map(),
  stock: new Map(),
  on: "2026-03-10",
};
const offers = (
  rewards: ProgramDocumentInput["rewards"],
  member: Partial<Member> = {},
  cartMinor?: bigint,
) => {
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
  return offersFor(program, { ...nobody, ...member }, cartMinor);
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

/** A condition: at least so many orders. */
const orders = (value: number) => ({ all: [{ field: "orders" as const, op: "at_least" as const, value }] });

describe("what stands in the way of a reward", () => {
  const facts: ConditionFacts = {
    ordersCount: 1,
    spendMinor: 5000n,
    firstOrderAt: null,
    lastOrderAt: null,
    enrolledAt: null,
    tierKey: null,
    points: 0n,
    country: null,
    birthday: null,
    tags: [],
    nps: null,
    plans: [],
    orders: [],
  };
  const moment = { now: new Date("2026-03-10T12:00:00Z"), timezone: "UTC", topSpend: () => null };
  const rich: Partial<Member> = { wallets: new Map([["points", 500n]]), judged: { facts, moment } };
  const first = (who: object, member: Partial<Member> = rich, cartMinor?: bigint) =>
    offers([off("one", 100, who)], member, cartMinor)[0];

  test.each<[string | null, object]>([
    [null, {}],
    ["tier", { tiers: ["gold"] }],
    ["segment", { segments: ["few"] }],
    ["not_yet", { when: { from: "2026-03-11" } }],
    ["over", { when: { until: "2026-03-09" } }],
    [null, { when: { from: "2026-03-10", until: "2026-03-10" } }],
    ["conditions", { conditions: orders(2) }],
    [null, { conditions: orders(1) }],
    ["out_of_stock", { stock: 0 }],
    ["automatic", { automatic: true }],
    ["short", { price: 600, automatic: true }],
    ["short", { asset: "credit" }],
  ])("is %s for %j", (obstacle, who) => {
    expect(first(who)?.obstacle).toBe(obstacle);
  });

  test("is told with what a condition found", () => {
    const offer = first({ conditions: orders(2) });
    expect(offer?.conditions).toMatchObject([{ met: false, value: 1n }]);
    expect(first({ conditions: orders(2) }, { ...rich, judged: null })?.obstacle).toBe("conditions");
  });

  test("is the order's size only where a cart is judged", () => {
    const who = { minOrderMinor: 2000 };
    expect([undefined, 1999n, 2000n].map((cart) => first(who, rich, cart)?.obstacle)).toEqual([
      null,
      "min_order",
      null,
    ]);
  });

  test("is nothing for a limit not yet reached", () => {
    const limited = { perCustomerLimit: 2 };
    expect(first(limited, { ...rich, taken: new Map([["one", 1]]) })?.obstacle).toBeNull();
    expect(first(limited, { ...rich, taken: new Map([["one", 2]]) })?.obstacle).toBe("limit");
  });
});

describe("paying with points", () => {
  const pay = (over: object = {}) => ({
    key: "pay",
    kind: "pay_with_points" as const,
    price: 100,
    valueMinor: 100,
    ...over,
  });
  const stepsFor = (over: object, points: bigint, cart?: bigint) =>
    offers([pay(over)], { wallets: new Map([["points", points]]) }, cart)[0];

  test("takes whole steps: as many as balance, the limit and the share of the order allow", () => {
    expect(stepsFor({}, 1250n)?.steps).toEqual({ least: 1, most: 12 });
    expect(stepsFor({ maxSteps: 5 }, 1250n)?.steps).toEqual({ least: 1, most: 5 });
    expect(stepsFor({ maxShareBps: 5000 }, 1250n, 1799n)?.steps).toEqual({ least: 1, most: 8 });
    expect(stepsFor({ pricePerTier: { gold: 50 } }, 1250n)?.steps?.most).toBe(12);
  });

  test("needs the fewest steps, in points and in the order", () => {
    expect(stepsFor({ minSteps: 5 }, 499n)).toMatchObject({ price: 500n, missing: 1n, obstacle: "short" });
    expect(stepsFor({ minSteps: 5 }, 500n)).toMatchObject({ obstacle: null, steps: { least: 5, most: 5 } });
    expect(stepsFor({ minSteps: 5, maxShareBps: 5000 }, 900n, 999n)).toMatchObject({
      obstacle: "min_order",
      steps: { most: 0 },
    });
  });

  test("nobody owes for it: a wallet below zero takes no step", () => {
    expect(stepsFor({}, -50n)?.steps?.most).toBe(0);
  });
});
