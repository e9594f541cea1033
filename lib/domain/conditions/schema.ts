import { z } from "zod";

/**
 * The condition language: who a segment holds, and through segments what earning rules and rewards ask for. A
 * condition is a test of one customer at one moment; groups of them nest. Money is in minor units of the merchant's
 * currency, days are local dates of the merchant's zone, and the customer's numbers are those that tiers use: spend
 * is less refunds, an order that was wholly refunded is none.
 */

const days = z.int().min(1).max(3650);
const amount = z.int().min(0).max(Number.MAX_SAFE_INTEGER);
const withinDays = days.optional().describe("Only orders of the last so many days, today included");
const numberOps = z.enum(["at_least", "at_most", "equals"]);

const orderNumber = z.strictObject({
  field: z.enum(["orders", "spend", "aov"]),
  op: numberOps,
  value: amount,
  withinDays,
});
const pointsNumber = z.strictObject({ field: z.literal("points"), op: numberOps, value: amount });

/** Among the customers with an order, those who spent most; who spent as much as the last of them is in too. */
const rank = z.strictObject({
  field: z.literal("spend"),
  op: z.literal("top_percent"),
  percent: z.int().min(1).max(99),
});

export const dateFields = ["last_order", "first_order", "joined"] as const;
const date = z.strictObject({
  field: z.enum(dateFields),
  op: z.enum(["within_days", "more_than_days_ago"]),
  days,
});
const noDate = z.strictObject({ field: z.enum(dateFields), op: z.literal("never") });

export const setFields = ["tier", "country", "nps", "tags", "plan"] as const;
const values = z.array(z.string().trim().min(1).max(100)).min(1).max(50);
const setOps = z.enum(["any_of", "none_of"]);
const set = z.strictObject({ field: z.enum(setFields), op: setOps, values });
const category = z.strictObject({ field: z.literal("category"), op: setOps, values, withinDays });

const birthday = z.strictObject({
  field: z.literal("birthday"),
  op: z.literal("in_month"),
  month: z.union([z.literal("current"), z.int().min(1).max(12)]),
});

export const testSchema = z.union([orderNumber, pointsNumber, rank, date, noDate, set, category, birthday]);
/** One test of one customer. */
export type Test = z.infer<typeof testSchema>;
export type TestField = Test["field"];

export type Condition = Test | { all: Condition[] } | { any: Condition[] };

const MAX_DEPTH = 3;
const MAX_TESTS = 50;

function groupSchema(depth: number): z.ZodType<Condition> {
  const inner: z.ZodType<Condition> =
    depth === 1 ? testSchema : z.union([testSchema, groupSchema(depth - 1)]);
  const members = z.array(inner).min(1, "group_empty").max(MAX_TESTS);
  return z.union([z.strictObject({ all: members }), z.strictObject({ any: members })]);
}

/** The tests of a condition, from left to right. */
export function testsOf(condition: Condition): Test[] {
  if ("all" in condition) return condition.all.flatMap(testsOf);
  if ("any" in condition) return condition.any.flatMap(testsOf);
  return [condition];
}

/** A condition: a group of tests and groups, at most three deep and with at most 50 tests. */
export const conditionSchema = groupSchema(MAX_DEPTH).refine(
  (condition) => testsOf(condition).length <= MAX_TESTS,
  "too_many_tests",
);
