import fc from "fast-check";
import type { ProgramDocumentInput } from "@/lib/domain/program/schema";
import type { RuleInput } from "./earning-facts";

const names = fc.constantFrom("Coffee", "Tea", "Gift card");
type Effect = RuleInput["effects"][number];

const small = fc.integer({ min: 1, max: 40 });
const orUsual = <T>(usual: T, other: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(usual) }, other);
const rounding = fc.constantFrom("floor" as const, "round" as const, "ceil" as const);
const level = fc.constantFrom("order" as const, "line" as const);

const basis: fc.Arbitrary<RuleInput["basis"]> = fc.record({
  amount: fc.constantFrom("paid", "lines_before_discounts", "lines_after_discounts"),
  tax: fc.boolean(),
  shipping: fc.boolean(),
  only: fc.oneof(fc.constant({}), fc.record({ categories: fc.array(names, { maxLength: 1 }) })),
  exclude: fc.record({ giftCards: fc.boolean() }),
});

const giving: fc.Arbitrary<Effect> = fc.oneof(
  fc.record({
    type: fc.constant("rate" as const),
    asset: fc.constant("points" as const),
    units: small,
    perMinor: fc.constantFrom(10, 100, 700),
    rounding,
    level,
  }),
  fc.record({
    type: fc.constant("fixed" as const),
    asset: fc.constantFrom("points" as const, "stamps:card" as const),
    units: small,
  }),
  fc.record({ type: fc.constant("per_item" as const), asset: fc.constant("points" as const), units: small }),
  fc.record({
    type: fc.constant("percent" as const),
    asset: fc.constant("credit" as const),
    percentBps: fc.integer({ min: 1, max: 2000 }),
    rounding,
    level,
  }),
);
const multiply: fc.Arbitrary<Effect> = fc.record({
  type: fc.constant("multiply" as const),
  factorBps: fc.constantFrom(0, 5000, 15_000, 30_000),
});

const conditions: fc.Arbitrary<RuleInput["conditions"]> = fc.constantFrom(
  { all: [{ field: "order_number", op: "equals", value: 2 }] },
  { all: [{ field: "spend_after", op: "at_least", value: 5000 }] },
  { any: [{ field: "order_categories", op: "at_least", value: 2 }] },
  { all: [{ field: "orders", op: "at_most", value: 1 }] },
);
const activation: fc.Arbitrary<RuleInput["activation"]> = fc.constantFrom(
  { type: "days", days: 14 },
  { type: "days", days: 3, after: "delivered" },
  { type: "event", event: "review.posted", withinDays: 30 },
);
const caps: fc.Arbitrary<RuleInput["caps"]> = fc.record({
  perOrder: fc.option(small),
  perPeriod: fc.array(
    fc.record({ units: small, period: fc.constantFrom("day" as const, "month" as const) }),
    {
      maxLength: 1,
    },
  ),
  rejectAbove: fc.option(fc.integer({ min: 50, max: 500 })),
});

const rule: fc.Arbitrary<Omit<RuleInput, "key" | "trigger">> = fc
  .record({
    stacking: fc.constantFrom("base", "base", "bonus", "bonus", "exclusive"),
    effects: fc.tuple(giving),
    basis: orUsual<RuleInput["basis"]>({}, basis),
    conditions: orUsual<RuleInput["conditions"]>(null, conditions),
    activation: orUsual<RuleInput["activation"]>({ type: "immediate" }, activation),
    expiry: orUsual<RuleInput["expiry"]>(null, fc.constant({ type: "inactivity", months: 6 })),
    caps: orUsual<RuleInput["caps"]>({}, caps),
    frequency: orUsual<RuleInput["frequency"]>(null, fc.constant({ times: 1, period: "week" })),
    cooldownHours: orUsual<number | null>(null, fc.constantFrom(12, 48)),
    factor: orUsual<Effect | null>(null, multiply),
  })
  .map(
    ({ factor, ...one }): Omit<RuleInput, "key" | "trigger"> =>
      factor ? { ...one, stacking: "bonus", effects: [factor] } : one,
  );

/** What a program says of earning, with tiers and plans of every kind that changes it. */
export const earningPrograms: fc.Arbitrary<Partial<ProgramDocumentInput>> = fc.record({
  earningRules: fc
    .array(rule, { minLength: 1, maxLength: 5 })
    .map((rules) => rules.map((one, i) => ({ ...one, key: `r${i}`, trigger: "order.paid" as const }))),
  stampCards: fc.constant([{ key: "card" }]),
  tiers: fc.constantFrom<ProgramDocumentInput["tiers"]>(null, {
    metric: "spend",
    levels: [
      { key: "silver", threshold: 3000, benefits: { earnMultiplierBps: 15_000 } },
      { key: "gold", threshold: 9000, benefits: { earnMultiplierBps: 20_000 } },
    ],
  }),
  expiry: fc.constantFrom<ProgramDocumentInput["expiry"]>(
    { type: "none" },
    { type: "rolling", months: 1, roundTo: "month" },
  ),
});

const line = fc.record({
  category: fc.option(names),
  quantity: fc.integer({ min: 1, max: 3 }),
  unitPriceMicro: fc.integer({ min: 0, max: 60 }).map((pounds) => BigInt(pounds) * 500_000n),
  discountMinor: fc.constantFrom(0n, 100n),
});

/** Carts as shops tell them, also such as do not quite add up. */
export const carts = fc
  .record({
    lines: fc.array(line, { maxLength: 4 }),
    discountMinor: fc.constantFrom(0n, 0n, 300n),
    shippingMinor: fc.constantFrom(0n, 395n),
    taxMinor: fc.constantFrom(0n, 500n),
    paidWithPointsMinor: fc.constantFrom(0n, 0n, 700n),
    goods: fc.integer({ min: 0, max: 9000 }).map(BigInt),
  })
  .map(({ lines, goods, ...rest }) => {
    const told = lines.map((one, i) => {
      return { ...one, lineId: String(i), sku: null, title: null, collection: null };
    });
    const sum = told.reduce(
      (all, one) => all + (one.unitPriceMicro * BigInt(one.quantity)) / 10_000n - one.discountMinor,
      0n,
    );
    const total = (told.length > 0 ? sum : goods) + rest.shippingMinor - rest.discountMinor;
    return { ...rest, lines: told, totalMinor: total > 0n ? total : 0n };
  });
