import { describe, expect, test } from "vitest";
import {
  isGivenAway,
  newKey,
  usesOfCard,
  usesOfChallenge,
  usesOfEventField,
  usesOfEventType,
  usesOfPlan,
  usesOfTier,
  withItem,
  withItemMoved,
  withKeys,
} from "./edit";
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
    gamification: {
      badges: [{ key: "patron", condition: { all: [{ field: "tier", op: "any_of", values: ["vip"] }] } }],
    },
    rewards: [
      { kind: "amount_off", key: "only", price: 1, valueMinor: 1, tiers: ["vip"] },
      { kind: "amount_off", key: "cheaper", price: 2, valueMinor: 1, pricePerTier: { vip: 1 } },
      { kind: "amount_off", key: "all", price: 2, valueMinor: 1 },
    ],
  });
  expect(usesOfTier(document, "vip").map((use) => use.key)).toEqual([
    ...["bonus", "only", "cheaper", "patron"],
  ]);
  expect(usesOfTier(document, "none")).toEqual([]);
});

test("the uses of a card, an event, its field, a plan and a challenge are what earns by them, takes, asks or counts them", () => {
  const stamp = { type: "fixed", asset: "stamps:coffee", units: 1 };
  const dates = { from: "2026-01-01", until: "2026-02-01" };
  const document = programDocumentSchema.parse({
    ...starterProgram({ name: "Shop", currency: "GBP", timezone: "Europe/London" }),
    eventTypes: [{ key: "checkin", fields: [{ key: "shop", type: "text" }] }],
    perks: { plans: [{ key: "club", interval: { unit: "month" } }] },
    stampCards: [{ key: "coffee" }],
    earningRules: [
      {
        ...{ key: "cup", trigger: "event.checkin", effects: [stamp] },
        conditions: {
          any: [
            { field: "event", name: "shop", op: "any_of", values: ["Leeds"] },
            { field: "plan", op: "any_of", values: ["club"] },
          ],
        },
      },
      { key: "later", trigger: "visit", effects: [{ ...stamp, asset: "points" }] },
      { key: "done", trigger: "challenge.completed", challenge: "ten", effects: [stamp] },
    ],
    rewards: [
      {
        kind: "free_product",
        key: "tenth",
        asset: "stamps:coffee",
        price: 10,
        product: "Coffee",
        costMinor: 1,
      },
    ],
    gamification: {
      challenges: [
        {
          key: "ten",
          metric: "events",
          event: "event.checkin",
          target: 10,
          ...dates,
          reward: { type: "reward", reward: "tenth" },
        },
      ],
    },
  });
  const keys = (uses: { key: string }[]) => uses.map((use) => use.key);
  expect(keys(usesOfCard(document, "coffee"))).toEqual(["cup", "done", "tenth"]);
  expect(keys(usesOfEventType(document, "checkin"))).toEqual(["cup", "ten"]);
  expect(keys(usesOfEventField(document, "checkin", "shop"))).toEqual(["cup"]);
  expect(keys(usesOfPlan(document, "club"))).toEqual(["cup"]);
  expect(keys(usesOfChallenge(document, "ten"))).toEqual(["done"]);
  expect(isGivenAway(document, "tenth")).toBe(true);
});

test("new items get a key of their name that nothing else has", () => {
  const items = [
    { key: "coffee", name: { en: "Tea" } },
    { key: null, name: { en: "Coffee", ja: " " } },
  ];
  expect(withKeys(items, "card")).toEqual([
    { key: "coffee", name: { en: "Tea" } },
    { key: "coffee-2", name: { en: "Coffee" } },
  ]);
});
