import { expect, test } from "vitest";
import { exampleOf } from "./example";
import { earningRuleSchema, programDocumentSchema } from "./schema";
import { starterProgram } from "./starter";

const program = programDocumentSchema.parse({
  ...starterProgram({ name: "Shop", currency: "GBP", timezone: "Europe/London" }),
  stampCards: [{ key: "coffee" }],
});
const example = (rule: object) =>
  exampleOf(program, earningRuleSchema.parse({ key: "new", trigger: "order.paid", ...rule }), "2026-05-01");

test("an example is in the rule's dates and hours, with pieces of what it is for, and meets its conditions", () => {
  const { fact, byRule, inAll, why } = example({
    effects: [{ type: "per_item", asset: "stamps:coffee", units: 3 }],
    basis: { only: { categories: ["Coffee"] } },
    conditions: { all: [{ field: "order_total", op: "at_least", value: 999_999 }] },
    when: { from: "2026-05-10", hours: [{ days: [2], from: "17:00", until: "19:00" }] },
  });
  expect(fact).toMatchObject({ on: "2026-05-12", weekday: 2, minute: 17 * 60 });
  expect(byRule).toEqual([{ asset: "stamps:coffee", units: 6n }]);
  expect(inAll).toEqual([
    { asset: "points", units: 33n },
    { asset: "stamps:coffee", units: 6n },
  ]);
  expect(why).toBeNull();
});

test("a rule that another one outdoes says so", () => {
  const { byRule, why } = example({ effects: [{ type: "fixed", asset: "points", units: 1 }] });
  expect(byRule).toEqual([]);
  expect(why).toBe("outdone");
});

test("what is no order is shown with its own trigger", () => {
  const { fact, byRule } = example({
    trigger: "customer.birthday",
    effects: [{ type: "fixed", asset: "points", units: 50 }],
  });
  expect(fact.order).toBeUndefined();
  expect(byRule).toEqual([{ asset: "points", units: 50n }]);
});
