import { mulDiv } from "@/lib/domain/money";
import type { ConditionFacts, ConditionMoment, OrderForConditions } from "./facts";
import { type Condition, type ConditionOf, type Test, testsOf } from "./schema";
import { foldCase, lastDays, monthWanted } from "./window";

/** What a customer has where a test looks: a number, a time, a month (1–12), or values; null for none. */
export type Found = bigint | number | Date | readonly string[] | null;

/** One test of a condition, with what was found there. */
export type Explained<T = Test> = { test: T; met: boolean; value: Found };

type NumberTest = Extract<Test, { op: "at_least" | "at_most" | "equals" }>;
type DateTest = Extract<Test, { field: "last_order" | "first_order" | "joined" }>;
type SetTest = Extract<Test, { op: "any_of" | "none_of" }>;

function ordersIn(facts: ConditionFacts, moment: ConditionMoment, withinDays: number | undefined) {
  if (withinDays === undefined) return facts.orders;
  const { from, to } = lastDays(moment, withinDays);
  return facts.orders.filter(({ placedAt }) => placedAt >= from && placedAt < to);
}

const remains = (order: OrderForConditions) => !order.whollyRefunded;

/** Orders and spend of all time, or of the days of the test. */
function totals(
  test: Exclude<NumberTest, { field: "points" }>,
  facts: ConditionFacts,
  moment: ConditionMoment,
) {
  if (test.withinDays === undefined) return { orders: BigInt(facts.ordersCount), spend: facts.spendMinor };
  const placed = ordersIn(facts, moment, test.withinDays).filter(remains);
  return {
    orders: BigInt(placed.length),
    spend: placed.reduce((sum, order) => sum + order.leftMinor, 0n),
  };
}

/** Whether a number is as a test wants it. */
export function compares<N extends bigint | number>(have: N, op: NumberTest["op"], want: N): boolean {
  if (op === "at_least") return have >= want;
  return op === "at_most" ? have <= want : have === want;
}

function judgeNumber(test: NumberTest, facts: ConditionFacts, moment: ConditionMoment): Explained {
  const want = BigInt(test.value);
  if (test.field === "points")
    return { test, met: compares(facts.points, test.op, want), value: facts.points };
  const { orders, spend } = totals(test, facts, moment);
  if (test.field !== "aov") {
    const value = test.field === "orders" ? orders : spend;
    return { test, met: compares(value, test.op, want), value };
  }
  if (orders <= 0n) return { test, met: false, value: null };
  // Not divided: a rounded average could pass a test that the exact one fails.
  const met = compares(spend, test.op, want * orders);
  return { test, met, value: mulDiv(spend, 1n, orders, "round") };
}

function judgeRank(
  test: Extract<Test, { op: "top_percent" }>,
  { ordersCount, spendMinor }: ConditionFacts,
  moment: ConditionMoment,
): Explained {
  const needed = ordersCount > 0 ? moment.topSpend(test.percent) : null;
  return { test, met: needed !== null && spendMinor >= needed, value: spendMinor };
}

const dateOf = { last_order: "lastOrderAt", first_order: "firstOrderAt", joined: "enrolledAt" } as const;

function judgeDate(test: DateTest, facts: ConditionFacts, moment: ConditionMoment): Explained {
  const value = facts[dateOf[test.field]];
  if (test.op === "never") return { test, met: value === null, value };
  if (value === null) return { test, met: false, value };
  const { from, to } = lastDays(moment, test.days);
  return { test, met: test.op === "within_days" ? value >= from && value < to : value < from, value };
}

function valuesOf(test: SetTest, facts: ConditionFacts, moment: ConditionMoment): readonly string[] {
  const one = (value: string | null) => (value === null ? [] : [value]);
  switch (test.field) {
    case "tier":
      return one(facts.tierKey);
    case "country":
      return one(facts.country);
    case "nps":
      return one(facts.nps);
    case "tags":
      return facts.tags;
    case "plan":
      return facts.plans;
    case "category": {
      const placed = ordersIn(facts, moment, test.withinDays).filter(remains);
      return [...new Set(placed.flatMap((order) => order.categories))];
    }
  }
}

function judgeSet(test: SetTest, facts: ConditionFacts, moment: ConditionMoment): Explained {
  const value = valuesOf(test, facts, moment);
  const same = test.field === "country" ? foldCase : (text: string) => text;
  const wanted = new Set(test.values.map(same));
  const hasOne = value.some((text) => wanted.has(same(text)));
  return { test, met: test.op === "any_of" ? hasOne : !hasOne, value };
}

/** Judges one test of a customer, and tells what was found. */
export function judge(test: Test, facts: ConditionFacts, moment: ConditionMoment): Explained {
  switch (test.field) {
    case "orders":
    case "aov":
    case "points":
      return judgeNumber(test, facts, moment);
    case "spend":
      return test.op === "top_percent" ? judgeRank(test, facts, moment) : judgeNumber(test, facts, moment);
    case "last_order":
    case "first_order":
    case "joined":
      return judgeDate(test, facts, moment);
    case "birthday": {
      const value = facts.birthday === null ? null : Number(facts.birthday.slice(5, 7));
      return { test, met: value === monthWanted(test.month, moment), value };
    }
    default:
      return judgeSet(test, facts, moment);
  }
}

/** Whether a customer meets a condition at a moment; what each test means stands with the language in schema.ts. */
export function holds(condition: Condition, facts: ConditionFacts, moment: ConditionMoment): boolean {
  return isMet(condition, (test) => judge(test, facts, moment).met);
}

/** Whether the groups of a condition are met, by what each of its tests says. */
export function isMet<T extends object>(condition: ConditionOf<T>, met: (test: T) => boolean): boolean {
  if ("all" in condition) return condition.all.every((part) => isMet(part, met));
  if ("any" in condition) return condition.any.some((part) => isMet(part, met));
  return met(condition);
}

/** Every test of a condition, from left to right, with what the customer has there. */
export function explain(condition: Condition, facts: ConditionFacts, moment: ConditionMoment): Explained[] {
  return testsOf(condition).map((test) => judge(test, facts, moment));
}

/** Whether a condition looks into single orders, beyond the customer's counters. */
export function looksIntoOrders(condition: Condition): boolean {
  return testsOf(condition).some((test) => test.field === "category" || "withinDays" in test);
}

/** The percentages that the condition ranks by. */
export function percentsOf(condition: Condition): number[] {
  return testsOf(condition).flatMap((test) => (test.op === "top_percent" ? [test.percent] : []));
}
