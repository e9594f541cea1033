import { describe, expect, test } from "vitest";
import { newKey, usesOfTier, withItem, withItemMoved } from "./edit";
import { programDocumentSchema } from "./schema";
import { starterProgram } from "./starter";

describe("a new key", () => {
  test.each([
    ["Free mug!", [], "free-mug"],
    ["Café crème", [], "cafe-creme"],
    ["£5 off", [], "5-off"],
    ["Free mug", ["free-mug"], "free-mug-2"],
    ["Free mug", ["free-mug", "free-mug-2"], "free-mug-3"],
    ["New!", [], "new-2"],
    ["無料", [], "reward"],
    ["", ["reward"], "reward-2"],
  ])("of %j beside %j is %s", (name, taken, key) => {
    expect(newKey(name, taken, "reward")).toBe(key);
  });

  test("fits the schema however long the name", () => {
    const taken = ["x".repeat(40)];
    expect(newKey("x".repeat(80), taken, "reward")).toBe(`${"x".repeat(38)}-2`);
    expect(newKey(`${"x".repeat(39)} yz`, [], "reward")).toBe("x".repeat(39));
  });
});

describe("a list of keyed items", () => {
  const list = [{ key: "a" }, { key: "b" }, { key: "c" }];
  const keys = (items: { key: string }[]) => items.map((item) => item.key).join("");

  test("keeps a changed item in its place and takes a new one at the end", () => {
    expect(withItem(list, { key: "b", name: "B" } as { key: string })[1]).toEqual({ key: "b", name: "B" });
    expect(keys(withItem(list, { key: "d" }))).toBe("abcd");
  });

  test.each([
    ["a", 1, "bac"],
    ["c", -2, "cab"],
    ["c", -9, "cab"],
    ["a", 9, "bca"],
    ["x", 1, "abc"],
  ])("moves %s by %i to %s", (key, by, expected) => {
    expect(keys(withItemMoved(list, key, by))).toBe(expected);
  });
});

test("the uses of a tier are the rules and rewards that name it", () => {
  const document = programDocumentSchema.parse({
    ...starterProgram({ name: "Shop", currency: "GBP", timezone: "Europe/London" }),
    tiers: { metric: "orders", levels: [{ key: "vip", threshold: 3 }] },
    earningRules: [
      {
        key: "bonus",
        trigger: "order.paid",
        who: { tiers: ["vip"] },
        effects: [{ type: "fixed", asset: "points", units: 1 }],
      },
    ],
    rewards: [
      { kind: "amount_off", key: "only", price: 1, valueMinor: 1, tiers: ["vip"] },
      { kind: "amount_off", key: "cheaper", price: 2, valueMinor: 1, pricePerTier: { vip: 1 } },
      { kind: "amount_off", key: "all", price: 2, valueMinor: 1 },
    ],
  });
  expect(usesOfTier(document, "vip").map((use) => use.key)).toEqual(["bonus", "only", "cheaper"]);
  expect(usesOfTier(document, "none")).toEqual([]);
});
