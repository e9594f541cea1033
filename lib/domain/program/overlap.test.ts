import { describe, expect, test } from "vitest";
import { mayBothApply, overlapsOf } from "./overlap";
import { earningRuleSchema } from "./schema";

const rule = (more: object) =>
  earningRuleSchema.parse({
    key: "one",
    trigger: "order.paid",
    effects: [{ type: "fixed", asset: "points", units: 1 }],
    ...more,
  });
const hours = (days: number[], from: string, until: string) =>
  rule({ when: { hours: [{ days, from, until }] } });
const asks = (...all: object[]) => rule({ conditions: { all } });
const total = (op: string, value: number) => ({ field: "order_total", op, value });

describe("rules may both apply", () => {
  test.each([
    ["at any hour and at a happy hour", rule({}), hours([2], "17:00", "19:00"), true],
    ["in hours that touch", hours([2], "15:00", "17:00"), hours([2], "17:00", "19:00"), false],
    ["in hours that cross", hours([2], "15:00", "17:01"), hours([2], "17:00", "19:00"), true],
    ["on other weekdays", hours([1], "17:00", "19:00"), hours([2], "17:00", "19:00"), false],
    ["after midnight of Sunday", hours([7], "22:00", "02:00"), hours([1], "01:00", "03:00"), true],
    [
      "until the end of a day and from its beginning",
      hours([1], "20:00", "00:00"),
      hours([2], "00:00", "04:00"),
      false,
    ],
    ["from and up to the same amount", asks(total("at_least", 5000)), asks(total("at_most", 5000)), true],
    ["from an amount and below it", asks(total("at_least", 5000)), asks(total("at_most", 4999)), false],
    [
      "of other channels",
      asks({ field: "order_channel", op: "any_of", values: ["web"] }),
      asks({ field: "order_channel", op: "any_of", values: ["store"] }),
      false,
    ],
    [
      "of two categories, which one order can have",
      asks({ field: "order_category", op: "any_of", values: ["tea"] }),
      asks({ field: "order_category", op: "any_of", values: ["coffee"] }),
      true,
    ],
    [
      "with and without a category",
      asks({ field: "order_category", op: "any_of", values: ["tea"] }),
      asks({ field: "order_category", op: "none_of", values: ["tea", "coffee"] }),
      false,
    ],
    [
      "where a group leaves the contradiction open",
      rule({ conditions: { any: [total("at_least", 5000), total("equals", 1)] } }),
      asks(total("at_most", 4999)),
      true,
    ],
  ])("%s: %#", (_, a, b, expected) => {
    expect(mayBothApply(a, b)).toBe(expected);
    expect(mayBothApply(b, a)).toBe(expected);
  });
});

test("only base rules that give the same asset compete", () => {
  const stamps = rule({ key: "stamps", effects: [{ type: "fixed", asset: "stamps:cup", units: 1 }] });
  const credit = rule({ key: "credit", effects: [{ type: "percent", asset: "credit", percentBps: 100 }] });
  const pairs = overlapsOf([rule({}), stamps, credit, rule({ key: "two" })]);
  expect(pairs.map(([a, b]) => `${a.key} ${b.key}`)).toEqual(["one two"]);
});
