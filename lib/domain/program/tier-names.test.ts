import { expect, test } from "vitest";
import { type Locale, tierLadderSchema } from "./schema";
import { tierNames } from "./tier-names";

test("a tier is called by its English name, else in the program's first language, else by its key", () => {
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
    { key: "leaf", name: "Leaf" },
    { key: "tree", name: "ツリー" },
    { key: "wood", name: "wood" },
  ]);
  expect(tierNames({ tiers: null, locales })).toEqual([]);
});
