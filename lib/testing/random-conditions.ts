import fc from "fast-check";
import { type Condition, npsGroups, type Test } from "@/lib/domain/conditions/schema";
import { orderStatuses } from "@/lib/domain/orders/types";
import { addDays, localDateOf, midnightOf } from "@/lib/domain/time";

/** Few values of everything, so that conditions and customers meet, also on the edges. */
const pools = {
  tier: ["base", "gold"],
  country: ["GB", "gb", "fr", "İ", "Ö"],
  tags: ["vip", "VIP", "new"],
  plan: ["monthly", "yearly"],
  category: ["tea", "mugs", "Tea"],
} as const;
const amounts = [0, 1, 500, 501, 1000, 1500];
const zones = ["Europe/London", "Asia/Tokyo", "America/New_York", "America/Sao_Paulo", "Australia/Lord_Howe"];
/** Moments beside which clocks of these zones change, and a plain one. */
const nows = [
  "2018-11-05T01:30:00Z",
  "2026-03-29T23:59:59.999Z",
  "2026-10-26T00:00:00Z",
  "2026-04-06T12:00:00Z",
];

const one = <T>(values: readonly T[]) => fc.constantFrom(...values);
const some = <T>(values: readonly T[]) => fc.subarray([...values]);
const days = fc.integer({ min: 1, max: 5 });
const withinDays = fc.option(days, { nil: undefined }).map((value) => (value ? { withinDays: value } : {}));
const numberOp = fc.constantFrom("at_least" as const, "at_most" as const, "equals" as const);
const setOp = fc.constantFrom("any_of" as const, "none_of" as const);

const orderTest = fc
  .tuple(
    fc.constantFrom("orders" as const, "spend" as const, "aov" as const),
    numberOp,
    one(amounts),
    one([0, 1, 2]),
    withinDays,
  )
  .map(([field, op, amount, count, within]): Test => {
    if (field === "orders") return { field, op, value: count, ...within };
    return field === "spend"
      ? { field, op, value: amount, ...within }
      : { field, op, value: amount, ...within };
  });
const pointsTest = fc
  .tuple(numberOp, one(amounts))
  .map(([op, value]): Test => ({ field: "points", op, value }));
const rankTest = fc
  .integer({ min: 1, max: 99 })
  .map((percent): Test => ({ field: "spend", op: "top_percent", percent }));
const dateTest = fc
  .tuple(
    fc.constantFrom("last_order" as const, "first_order" as const, "joined" as const),
    fc.constantFrom("within_days" as const, "more_than_days_ago" as const, "never" as const),
    days,
  )
  .map(([field, op, n]): Test => (op === "never" ? { field, op } : { field, op, days: n }));
const setTest = fc
  .constantFrom("tier" as const, "country" as const, "tags" as const, "plan" as const)
  .chain((field) =>
    fc
      .tuple(setOp, fc.subarray([...pools[field]], { minLength: 1 }))
      .map(([op, values]): Test => ({ field, op, values })),
  );
const npsTest = fc
  .tuple(setOp, fc.subarray([...npsGroups], { minLength: 1 }))
  .map(([op, values]): Test => ({ field: "nps", op, values }));
const categoryTest = fc
  .tuple(setOp, fc.subarray([...pools.category], { minLength: 1 }), withinDays)
  .map(([op, values, within]): Test => ({ field: "category", op, values, ...within }));
const birthdayTest = fc
  .oneof(fc.constant("current" as const), fc.integer({ min: 1, max: 12 }))
  .map((month): Test => ({ field: "birthday", op: "in_month", month }));

const test = fc.oneof(
  orderTest,
  pointsTest,
  rankTest,
  dateTest,
  setTest,
  npsTest,
  categoryTest,
  birthdayTest,
);
const group = (inner: fc.Arbitrary<Condition>): fc.Arbitrary<Condition> => {
  const parts = fc.array(inner, { minLength: 1, maxLength: 3 });
  return fc.oneof(
    parts.map((all) => ({ all })),
    parts.map((any) => ({ any })),
  );
};

/** Conditions over every field, up to three groups deep. */
export const conditions = group(fc.oneof({ arbitrary: test, weight: 3 }, group(fc.oneof(test, group(test)))));

/** A time beside a local midnight of the last days, or at noon; also of tomorrow. */
const timeNear = (now: Date, timezone: string) =>
  fc
    .tuple(fc.integer({ min: -6, max: 1 }), fc.constantFrom(-1, 0, 1, 43_200_000))
    .map(
      ([shift, ms]) =>
        new Date(midnightOf(addDays(localDateOf(now, timezone), shift), timezone).getTime() + ms),
    );

const orderOf = (time: fc.Arbitrary<Date>) =>
  fc.record({
    status: fc.oneof({ arbitrary: fc.constant("paid" as const), weight: 3 }, one(orderStatuses)),
    isTest: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
    placedAt: time,
    totalMinor: one(amounts).map(BigInt),
    refundedMinor: fc.oneof({ arbitrary: fc.constant(0n), weight: 3 }, one([1n, 500n, 2000n])),
    categories: fc.array(fc.option(one(pools.category)), { maxLength: 3 }),
  });

const maybe = <T>(values: readonly T[]) => fc.option(one(values));

/** A customer with all that conditions look at. */
const customerOf = (time: fc.Arbitrary<Date>) =>
  fc.record({
    tierKey: maybe(pools.tier),
    country: maybe(pools.country),
    tags: some(pools.tags),
    birthday: maybe(["1990-02-28", "1992-02-29", "1980-11-05", "1999-12-31", "2001-04-01"]),
    enrolledAt: fc.option(time),
    points: fc.option(one([-500n, 0n, 1n, 500n, 1500n])),
    /** Refunds that name no order. */
    looseRefundsMinor: fc.oneof({ arbitrary: fc.constant(0n), weight: 4 }, fc.constant(501n)),
    orders: fc.array(orderOf(time), { maxLength: 4 }),
    answers: fc.array(
      fc.record({
        kind: one(["nps", "nps", "csat"] as const),
        score: one([0, 6, 7, 8, 9, 10]),
        answeredAt: time,
      }),
      { maxLength: 3 },
    ),
    subscriptions: fc.array(
      fc.record({
        planKey: one(pools.plan),
        status: one(["active", "paused", "cancelled", "past_due"] as const),
        startsInDays: one([-30, 0, 30]),
      }),
      { maxLength: 2 },
    ),
  });

export type RandomCustomer = ReturnType<typeof customerOf> extends fc.Arbitrary<infer T> ? T : never;

/** A store at a moment, with its customers. */
export const randomStores = fc.tuple(one(nows), one(zones)).chain(([at, timezone]) => {
  const now = new Date(at);
  return fc.record({
    now: fc.constant(now),
    timezone: fc.constant(timezone),
    customers: fc.array(customerOf(timeNear(now, timezone)), { minLength: 1, maxLength: 12 }),
  });
});

export type RandomStore = typeof randomStores extends fc.Arbitrary<infer T> ? T : never;
