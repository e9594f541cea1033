import { createTranslator } from "next-intl";
import { expect, test } from "vitest";
import { earn, factor, gave, line, programOf, rate } from "@/lib/testing/earning-facts";
import messages from "@/messages/en.json";
import { explainAward, explainGift } from "./explain";
import type { Award } from "./types";

const levels = [{ key: "gold", name: { en: "Gold" }, threshold: 0, benefits: { earnMultiplierBps: 15_000 } }];
const effect = { type: "rate" as const, asset: "points", units: 1, perMinor: 100, level: "line" as const };
const program = programOf(
  [
    rate({
      name: { en: "Points for all" },
      basis: { amount: "lines_after_discounts" },
      effects: [effect],
      conditions: { any: [{ field: "order_items", op: "at_least", value: 2 }] },
      caps: { perPeriod: [{ units: 45, period: "month" }] },
    }),
    factor("outlet", 5000, { name: { en: "Outlet" }, basis: { only: { collections: ["Outlet"] } } }),
    rate({ key: "credit", effects: [{ type: "percent", asset: "credit", percentBps: 250 }] }),
    rate({
      key: "stamps",
      effects: [{ type: "per_item", asset: "stamps:card", units: 1 }],
      who: { segments: ["vip"] },
    }),
  ],
  { tiers: { metric: "spend", levels }, stampCards: [{ key: "card" }] },
);
const order = { lines: [line(1999n), line(1950n, { collection: "Outlet" })] };
const { awards } = earn(program, order, {
  tierKey: "gold",
  segments: ["vip", "other"],
  past: [gave("purchase", 5n)],
});
const explained = (award: Award | undefined) =>
  explainAward(award?.trace, program, new Map([["vip", "Very important"]]));

test("an award reads as every step of its arithmetic, in the names of its own program", () => {
  const why = explained(awards.find(({ ruleKey }) => ruleKey === "purchase"));
  expect(why).toMatchObject({ rule: "Points for all", met: [{ field: "order_items" }] });
  expect(why?.steps.map(({ step, result, rounded }) => [step, result, rounded])).toEqual([
    ["lines", 38n, null],
    ["tier", 57n, null],
    ["cap", 40n, null],
    ["share", 19n, "floor"],
    ["reduce", 30n, "floor"],
  ]);
  expect(why?.steps.at(-1)).toMatchObject({ rule: "Outlet" });
});

test("percentages and pieces read too, and so does the segment that opened the rule, and no other", () => {
  const step = (key: string) => explained(awards.find(({ ruleKey }) => ruleKey === key));
  expect(step("credit")?.steps).toMatchObject([{ step: "percent", result: 98n, rounded: "floor" }]);
  expect(step("stamps")).toMatchObject({
    segments: ["Very important"],
    steps: [{ step: "per_item", quantity: 2 }],
  });
});

test("a limit is told with its period and what had been given before", () => {
  const t = createTranslator({ locale: "en", messages, namespace: "arithmetic" });
  const amounts = { limit: "45", removed: "17", result: "40" };
  expect(t("cap", { ...amounts, cap: "month", used: "5" })).toBe(
    "at most 45 a month, of which 5 had been given: 17 taken off leaves 40",
  );
  expect(t("cap", { ...amounts, cap: "order", used: "0" })).toBe(
    "at most 45 at a time: 17 taken off leaves 40",
  );
});

test("what no rule gave is told by the name of the challenge or the tier that gave it, by its key where the version is not at hand", () => {
  expect(explainGift({ tier: "gold", entry: 0 }, program)).toEqual({ of: "tier", name: "Gold" });
  expect(explainGift({ tier: "gold", birthday: "2026-05-01" }, program)).toEqual({
    of: "birthday",
    name: "Gold",
  });
  const challenge = { key: "five", name: { en: "Five visits" } };
  const gamification = { challenges: [challenge] };
  expect(explainGift({ challenge: "five" }, { ...program, gamification })).toEqual({
    of: "challenge",
    name: "Five visits",
  });
  expect(explainGift({ challenge: "five" }, undefined)).toEqual({ of: "challenge", name: "five" });
  expect(explainGift({ rule: "purchase" }, program)).toBeNull();
});
