import { expect, test } from "vitest";
import type { Condition } from "@/lib/domain/conditions/schema";
import {
  blankTest,
  changeMember,
  faultsOf,
  groupOf,
  isGroup,
  isSameCondition,
  joinsNegatives,
  toCondition,
  toDraft,
  withField,
} from "./draft";

const stored: Condition = {
  any: [
    { field: "orders", op: "at_least", value: 2, withinDays: 90 },
    {
      all: [
        { field: "spend", op: "top_percent", percent: 20 },
        { field: "joined", op: "never" },
      ],
    },
    { field: "birthday", op: "in_month", month: "current" },
  ],
};

test("a stored condition comes out of the builder as it went in", () => {
  expect(toCondition(toDraft(stored))).toEqual(stored);
  expect(toCondition(toDraft({ field: "joined", op: "never" }))).toEqual({
    all: [{ field: "joined", op: "never" }],
  });
});

test("what is opened and left alone is unchanged, however the keys of the stored condition are ordered", () => {
  const kept: Condition = { all: [{ withinDays: 90, value: 2, op: "at_least", field: "orders" }] };
  const opened = toCondition(toDraft(kept));
  expect(JSON.stringify(opened)).not.toBe(JSON.stringify(kept));
  expect(isSameCondition(opened, kept)).toBe(true);
  const bare: Condition = { op: "never", field: "joined" };
  expect(isSameCondition(toCondition(toDraft(bare)), bare)).toBe(true);
  expect(isSameCondition({ all: [{ field: "orders", op: "at_least", value: 2 }] }, kept)).toBe(false);
  expect(isSameCondition({ any: kept.all }, kept)).toBe(false);
  expect(isSameCondition(null, kept)).toBe(false);
});

test("a new line can be used at once; what is missing or unreadable is said, and gives no condition", () => {
  expect(toCondition(groupOf([blankTest()]))).not.toBeNull();
  for (const [change, fault] of [
    [{ value: "two" }, { value: "value" }],
    [{ withinDays: 0 }, { withinDays: "days" }],
    [{ field: "tier", op: "any_of" }, { values: "values" }],
    [{ field: "last_order", op: "within_days", days: null }, { days: "days" }],
    [{ field: "spend", op: "top_percent", percent: 100 }, { percent: "percent" }],
  ] as const) {
    const line = { ...blankTest(), ...change };
    expect(faultsOf(line)).toEqual(fault);
    expect(toCondition(groupOf([line]))).toBeNull();
  }
});

test("too many or too long values are said as well", () => {
  const tagged = (values: string[]) => ({
    ...blankTest(),
    field: "tags" as const,
    op: "any_of" as const,
    values,
  });
  const numbered = (count: number) => Array.from({ length: count }, (_, i) => `${i}`);
  expect(faultsOf(tagged(numbered(50)))).toEqual({});
  for (const values of [numbered(51), ["x".repeat(101)]])
    expect(faultsOf(tagged(values))).toEqual({ values: "values" });
});

test("another field keeps the comparison where it has it, and no value of another kind", () => {
  const money = withField({ ...blankTest(), op: "at_most", value: 3 }, "spend");
  expect(money).toMatchObject({ field: "spend", op: "at_most", value: null });
  expect(withField({ ...money, op: "top_percent" }, "aov").op).toBe("at_least");
});

test("a group goes with its last line", () => {
  const line = blankTest();
  const draft = groupOf([blankTest(), groupOf([line])]);
  expect(changeMember(draft, line.id, () => null).members.filter(isGroup)).toEqual([]);
});

test("an or that takes everyone but a few is noticed", () => {
  const negative = { ...blankTest(), field: "tier" as const, op: "none_of" as const, values: ["gold"] };
  expect(joinsNegatives(groupOf([negative, blankTest()], "any"))).toBe(true);
  expect(joinsNegatives(groupOf([negative, blankTest()], "all"))).toBe(false);
  expect(joinsNegatives(groupOf([negative], "any"))).toBe(false);
});
