import { z } from "zod";

/**
 * The condition language: who a segment holds, and through segments what earning rules and rewards ask for. A
 * condition is a test of one customer at one moment; groups of them nest. What a test means exactly:
 *
 * - Money is in minor units of the merchant's currency. `orders`, `spend` and `aov` are those that tiers use: spend is
 *   less refunds, an order of which nothing is left is none. `aov` is spend by orders; who has no order has none, and
 *   no test of it holds. With `withinDays` only orders placed in those days are looked at; a refund that names no order
 *   lessens the spend of all time only.
 * - The last N days are local dates of the merchant's zone, today included. A date is `within_days` when it is one of
 *   them, and `more_than_days_ago` when it lies before them: one of both, unless it is still to come. Who has no such
 *   date passes neither; `never` holds for them alone.
 * - `points` are those available; who has no wallet has 0.
 * - `any_of` holds for who has one of the values, `none_of` for everyone else, also who has no value at all. The
 *   country is compared without regard to the case of A–Z, all other texts as they are. `nps` is the group of the latest
 *   answer, `plan` those of active subscriptions, `category` what was bought in orders that count.
 * - `birthday` looks at the month alone; `current` is the month that the merchant's zone has now.
 */

const days = z.int().min(1).max(3650);
const amount = z.int().min(0).max(Number.MAX_SAFE_INTEGER);
const withinDays = days.optional().describe("Only orders of the last so many days, today included");
const numberOps = z.enum(["at_least", "at_most", "equals"]);
/** Says what is possible at a place where nothing fits. */
const oneOf = (...known: string[]) => ({ error: `must be one of: ${known.join(", ")}` });

const orderNumber = z.strictObject({
  field: z.enum(["orders", "aov"]),
  op: numberOps,
  value: amount,
  withinDays,
});
const spendNumber = z.strictObject({ ...orderNumber.shape, field: z.literal("spend") });
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
export const npsGroups = ["promoter", "passive", "detractor"] as const;
export const MAX_VALUES = 50;
export const MAX_VALUE_LENGTH = 100;
const values = z.array(z.string().trim().min(1).max(MAX_VALUE_LENGTH)).min(1).max(MAX_VALUES);
const setOps = z.enum(["any_of", "none_of"]);
const set = z.strictObject({ field: z.enum(setFields).exclude(["nps"]), op: setOps, values });
const nps = z.strictObject({
  field: z.literal("nps"),
  op: setOps,
  values: z
    .array(z.enum(npsGroups, oneOf(...npsGroups)))
    .min(1)
    .max(MAX_VALUES),
});
const category = z.strictObject({ field: z.literal("category"), op: setOps, values, withinDays });

const birthday = z.strictObject({
  field: z.literal("birthday"),
  op: z.literal("in_month"),
  month: z.union([z.literal("current"), z.int().min(1).max(12)]),
});

const fields = ["orders", "spend", "aov", "points", ...dateFields, ...setFields, "category", "birthday"];

export const testSchema = z.discriminatedUnion(
  "field",
  [
    orderNumber,
    z.discriminatedUnion("op", [spendNumber, rank], oneOf(...numberOps.options, "top_percent")),
    pointsNumber,
    z.discriminatedUnion("op", [date, noDate], oneOf("within_days", "more_than_days_ago", "never")),
    set,
    nps,
    category,
    birthday,
  ],
  oneOf(...fields),
);
/** One test of one customer. */
export type Test = z.infer<typeof testSchema>;
export type TestField = Test["field"];

/**
 * Tests of the order or event that a rule judges:
 *
 * - `order_total` is the order's total and `spend_after` the customer's spend with it, in minor units; `order_items`
 *   counts pieces, `order_categories` distinct categories. `order_number` is the how-manieth it is of the customer's
 *   orders that count, by the time they were placed: 2 is the second purchase. `days_since_order` counts local days since
 *   the one before it; a first order passes no test of it.
 * - `order_category`, `order_collection` and `order_sku` look at its lines, `order_channel` at the order; `all_of` asks for
 *   each of the values.
 * - `event` looks at a field of the event's data; a missing field passes no test but `none_of`.
 */
const factNumber = z.strictObject({
  field: z.enum([
    "order_total",
    "order_items",
    "order_number",
    "order_categories",
    "days_since_order",
    "spend_after",
  ]),
  op: numberOps,
  value: amount,
});
const factSet = z.strictObject({
  field: z.enum(["order_category", "order_collection", "order_sku", "order_channel"]),
  op: z.enum(["any_of", "all_of", "none_of"]),
  values,
});
const eventName = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, "field_format");
const eventNumber = z.strictObject({
  field: z.literal("event"),
  name: eventName,
  op: numberOps,
  value: z.number(),
});
const eventText = z.strictObject({ field: z.literal("event"), name: eventName, op: setOps, values });

const factFields = [...factNumber.shape.field.options, ...factSet.shape.field.options, "event"];

export const factTestSchema = z.discriminatedUnion(
  "field",
  [
    factNumber,
    factSet,
    z.discriminatedUnion("op", [eventNumber, eventText], oneOf(...numberOps.options, ...setOps.options)),
  ],
  oneOf(...factFields),
);
/** One test of the order or event that is judged. */
export type FactTest = z.infer<typeof factTestSchema>;

export const ruleTestSchema = z.discriminatedUnion(
  "field",
  [...testSchema.options, ...factTestSchema.options],
  oneOf(...fields, ...factFields),
);
export type RuleTest = Test | FactTest;
export type RuleCondition = ConditionOf<RuleTest>;

/** Groups of tests; what the tests are of depends on where the condition stands. */
export type ConditionOf<T> = T | { all: ConditionOf<T>[] } | { any: ConditionOf<T>[] };
export type Condition = ConditionOf<Test>;

/** Groups in groups, the outermost counted. */
export const MAX_DEPTH = 3;
/** Tests of a whole condition. */
export const MAX_TESTS = 50;

const members = z
  .array(z.unknown())
  .min(1, "is an empty group: put a test into it, or take it out")
  .max(MAX_TESTS);
const groupSchemas = { all: z.strictObject({ all: members }), any: z.strictObject({ any: members }) };

/** The tests of a condition, from left to right. */
export function testsOf<T extends object>(condition: ConditionOf<T>): T[] {
  if ("all" in condition) return condition.all.flatMap((part) => testsOf(part));
  if ("any" in condition) return condition.any.flatMap((part) => testsOf(part));
  return [condition];
}

type Issues = { add(issue: { path: PropertyKey[]; message: string }): void };

function parsePart<T>(schema: z.ZodType<T>, raw: unknown, path: PropertyKey[], issues: Issues): T | null {
  const parsed = schema.safeParse(raw);
  for (const { path: inner, message } of parsed.error?.issues ?? [])
    issues.add({ path: [...path, ...inner], message });
  return parsed.data ?? null;
}

/** Reads a condition part by part: a union of all shapes could not say at which place which one fails. */
function parseCondition<T>(
  tests: z.ZodType<T>,
  raw: unknown,
  { depth, path, issues }: { depth: number; path: PropertyKey[]; issues: Issues },
): ConditionOf<T>[] {
  const isGroup = typeof raw === "object" && raw !== null && ("all" in raw || "any" in raw);
  if (!isGroup && depth < MAX_DEPTH) {
    const test = parsePart(tests, raw, path, issues);
    return test ? [test] : [];
  }
  if (depth === 0) {
    issues.add({ path, message: `is a group too deep: at most ${MAX_DEPTH} lie in each other` });
    return [];
  }
  if (!isGroup) {
    issues.add({ path, message: 'is not a group: put the tests into { "all": [ … ] } or { "any": [ … ] }' });
    return [];
  }
  const inner = (list: unknown[], name: "all" | "any") =>
    list.flatMap((one, i) =>
      parseCondition(tests, one, { depth: depth - 1, path: [...path, name, i], issues }),
    );
  if ("any" in raw) {
    const group = parsePart(groupSchemas.any, raw, path, issues);
    return group ? [{ any: inner(group.any, "any") }] : [];
  }
  const group = parsePart(groupSchemas.all, raw, path, issues);
  return group ? [{ all: inner(group.all, "all") }] : [];
}

/** A condition of such tests: a group of tests and groups, at most three deep and with at most 50 tests. */
function conditionOf<T extends object>(tests: z.ZodType<T>) {
  return z.custom<ConditionOf<T>>().transform((raw, ctx): ConditionOf<T> => {
    let failed = false;
    const add: Issues["add"] = (issue) => {
      failed = true;
      ctx.addIssue({ code: "custom", input: raw, ...issue });
    };
    const [condition] = parseCondition(tests, raw, { depth: MAX_DEPTH, path: [], issues: { add } });
    if (failed || !condition) return z.NEVER;
    if (testsOf(condition).length > MAX_TESTS) add({ path: [], message: `has more than ${MAX_TESTS} tests` });
    return condition;
  });
}

/** A condition on a customer, as segments, rewards and badges have it. */
export const conditionSchema = conditionOf(testSchema);

/** A condition of an earning rule: on the customer, and on the order or event that is judged. */
export const ruleConditionSchema = conditionOf(ruleTestSchema);
