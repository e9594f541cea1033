import { expect, test } from "vitest";
import { groupOf, isScore, scoresOf } from "./scale";

test("each kind has its scale", () => {
  expect(scoresOf("nps")).toHaveLength(11);
  expect([scoresOf("csat").at(0), scoresOf("csat").at(-1)]).toEqual([1, 5]);
  expect([scoresOf("ces").at(0), scoresOf("ces").at(-1)]).toEqual([1, 7]);
  expect([isScore("nps", 0), isScore("csat", 0), isScore("ces", 8), isScore("nps", 7.5)]).toEqual([
    true,
    false,
    false,
    false,
  ]);
});

test.each([
  ["nps", [6, 7, 8, 9]],
  ["csat", [2, 3, 3, 4]],
  ["ces", [3, 4, 5, 6]],
] as const)("the thanks of %s change where the groups do", (kind, scores) => {
  expect(scores.map((score) => groupOf(kind, score))).toEqual([
    "detractor",
    "passive",
    "passive",
    "promoter",
  ]);
});
