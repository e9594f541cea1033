import { compares, type Explained } from "./evaluate";
import type { FactTest, RuleTest } from "./schema";

/** The order or event that a rule judges, as far as tests ask for it. Money in minor units. */
export type JudgedFact = {
  order?: {
    totalMinor: bigint;
    channel: string | null;
    number: number;
    daysSinceOrder: number | null;
    lines: readonly {
      sku: string | null;
      category: string | null;
      collection: string | null;
      quantity: number;
    }[];
  };
  event?: Record<string, string | number | boolean>;
};

type SetTest = Extract<FactTest, { values: string[] }>;
type EventNumberTest = Extract<FactTest, { field: "event"; value: number }>;
type NumberTest = Exclude<FactTest, SetTest | EventNumberTest>;

/** Whether a test asks for the order or event, and not for the customer. */
export function isFactTest(test: RuleTest): test is FactTest {
  return ["days_since_order", "spend_after", "event"].includes(test.field) || test.field.startsWith("order_");
}

const distinct = (values: readonly (string | null)[]) => [
  ...new Set(values.filter((value) => value !== null)),
];

function numberOf({ field }: NumberTest, { order }: JudgedFact, spendBefore: bigint): bigint | null {
  if (field === "spend_after") return spendBefore + (order?.totalMinor ?? 0n);
  if (!order) return null;
  switch (field) {
    case "order_total":
      return order.totalMinor;
    case "order_items":
      return order.lines.reduce((sum, { quantity }) => sum + BigInt(quantity), 0n);
    case "order_number":
      return BigInt(order.number);
    case "order_categories":
      return BigInt(distinct(order.lines.map(({ category }) => category)).length);
    case "days_since_order":
      return order.daysSinceOrder === null ? null : BigInt(order.daysSinceOrder);
  }
}

const partOfLine = {
  order_category: "category",
  order_collection: "collection",
  order_sku: "sku",
} as const;

function valuesOf(test: SetTest, { order, event }: JudgedFact): string[] {
  if (test.field === "event") {
    const value = event?.[test.name];
    return value === undefined ? [] : [String(value)];
  }
  if (test.field === "order_channel") return distinct([order?.channel ?? null]);
  const part = partOfLine[test.field];
  return distinct(order?.lines.map((line) => line[part]) ?? []);
}

function judgeSet(test: SetTest, fact: JudgedFact): Explained<FactTest> {
  const value = valuesOf(test, fact);
  if (test.op === "all_of") return { test, met: test.values.every((one) => value.includes(one)), value };
  const hasOne = test.values.some((one) => value.includes(one));
  return { test, met: test.op === "any_of" ? hasOne : !hasOne, value };
}

function judgeEventNumber(test: EventNumberTest, { event }: JudgedFact): Explained<FactTest> {
  const value = event?.[test.name];
  if (typeof value !== "number")
    return { test, met: false, value: value === undefined ? null : [String(value)] };
  return { test, met: compares(value, test.op, test.value), value };
}

/** Judges one test of the fact, and tells what was found; `spendBefore` is the customer's spend without it. */
export function judgeFact(test: FactTest, fact: JudgedFact, spendBefore: bigint): Explained<FactTest> {
  if ("values" in test) return judgeSet(test, fact);
  if (test.field === "event") return judgeEventNumber(test, fact);
  const value = numberOf(test, fact, spendBefore);
  return { test, met: value !== null && compares(value, test.op, BigInt(test.value)), value };
}
