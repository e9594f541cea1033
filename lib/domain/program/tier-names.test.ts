import { expect, test } from "vitest";
import { type Locale, tierLadderSchema } from "./schema";
import { tierNames } from "./tier-names";

test("a tier is called by its English name, else in the program's first language, else by its key, and has its place", () => {
  const tiers = tierLadderSchema.parse({
    metric: "spend",
    levels: [
      { key: "leaf", name: { ja: "リーフ", en: "Leaf" }, threshold: 0 },
      { key: "tree", name: { ja: "ツリー" }, threshold: 100 },
      { key: "wood", name: { ru: "Лес" }, threshold: 200 },
    ],
  });
  const locales: Locale[] = ["ja", "en", "ru"];
  expect(tierNames({ tiers, locales })).toEqual([
    { key: "leaf", name: "Leaf", place: { step: 1, of: 3 } },
    { key: "tree", name: "ツリー", place: { step: 2, of: 3 } },
    { key: "wood", name: "wood", place: { step: 3, of: 3 } },
  ]);
  expect(tierNames({ tiers: null, locales })).toEqual([]);
});
