import { describe, expect, it } from "vitest";
import type { Series } from "@/components/charts/series";
import { niceTicks, smallestStep, valueRange } from "@/components/charts/ticks";

describe("ticks of a value axis", () => {
  it.each([
    [0, 2600_00, 100, [0, 1000_00, 2000_00, 3000_00]],
    [0, 0.372, 0.01, [0, 0.1, 0.2, 0.3, 0.4]],
    [0, 1, 0.01, [0, 0.25, 0.5, 0.75, 1]],
    [-100, 100, 1, [-100, -50, 0, 50, 100]],
    [1030, 1850, 1, [1000, 1250, 1500, 1750, 2000]],
    [-3, 7, 1, [-5, 0, 5, 10]],
  ])("go from %d to %d in round steps", (low, high, smallest, ticks) => {
    expect(niceTicks(low, high, smallest)).toEqual(ticks);
  });

  it("stand at whole numbers where things are counted, and never at two places for one value", () => {
    expect(niceTicks(0, 3, 1)).toEqual([0, 1, 2, 3]);
    expect(niceTicks(0, 9, 1)).toEqual([0, 5, 10]);
    expect(niceTicks(0, 0, 1)).toEqual([0, 1]);
    expect(niceTicks(7, 7, 1)).toEqual([7, 8]);
  });

  it("know the smallest step of a unit", () => {
    expect(smallestStep("money", "GBP")).toBe(100);
    expect(smallestStep("money", "JPY")).toBe(1);
    expect(smallestStep("share", "GBP")).toBe(0.01);
  });
});

describe("range of a drawing", () => {
  const series = (key: string, y: number | null, more: Partial<Series> = {}): Series => ({
    key,
    label: key,
    unit: "count",
    points: [{ x: "2026-01", y }],
    ...more,
  });

  it("adds up stacked bars, up and down apart, and keeps a comparison by itself", () => {
    const all = [series("a", 4), series("b", 3), series("c", -2), series("d", 9, { comparisonOf: "a" })];
    expect(valueRange(all, { kind: "bar", stacked: true })).toEqual([-2, 9]);
    expect(valueRange(all.slice(0, 3), { kind: "bar", stacked: true })).toEqual([-2, 7]);
  });

  it("begins bars at zero and lines at their values, and passes over what is not known", () => {
    const all = [series("a", 4), series("b", 6), series("c", null)];
    expect(valueRange(all, { kind: "bar", stacked: false })).toEqual([0, 6]);
    expect(valueRange(all, { kind: "line", stacked: false })).toEqual([4, 6]);
    expect(valueRange([series("a", null)], { kind: "line", stacked: false })).toEqual([0, 0]);
  });
});
