import { describe, expect, it } from "vitest";
import { splitByMonth, splitLike } from "@/lib/domain/time";
import { comparisonSeries, cumulative, endsInPart, monthSeries } from "./series";

describe("series of months", () => {
  it("put each value at its month, and a gap where there is none", () => {
    const months = [
      { from: "2026-01-15", to: "2026-02-01" },
      { from: "2026-02-01", to: "2026-03-01" },
    ];
    const { points } = monthSeries(months, { key: "a", label: "A", unit: "count" }, [3]);
    expect(points).toEqual([
      { x: "2026-01", y: 3 },
      { x: "2026-02", y: null },
    ]);
  });

  it("stand at the places of the present months when compared, each naming its own month or days", () => {
    const months = splitByMonth({ from: "2026-05-01", to: "2026-06-22" });
    const compare = (from: string, to: string, values: (number | null)[]) =>
      comparisonSeries(
        months,
        splitLike(months, { from, to }),
        { key: "b", label: "B", unit: "count" },
        values,
      ).points;
    expect(compare("2025-05-01", "2025-06-22", [3, null])).toEqual([
      { x: "2026-05", y: 3, from: "2025-05" },
      { x: "2026-06", y: null, from: "2025-06" },
    ]);
    expect(compare("2026-03-10", "2026-05-01", [3, 4])).toEqual([
      { x: "2026-05", y: 3, from: "2026-03-10/2026-04-09" },
      { x: "2026-06", y: 4, from: "2026-04-10/2026-04-30" },
    ]);
  });

  it("end in a part unless the last month is whole", () => {
    expect(endsInPart([{ from: "2026-01-01", to: "2026-02-01" }])).toBe(false);
    expect(endsInPart([{ from: "2026-01-01", to: "2026-01-20" }])).toBe(true);
    expect(endsInPart([])).toBe(false);
  });

  it("add up, and stay unknown once a value is", () => {
    expect(cumulative([1, 2, 3])).toEqual([1, 3, 6]);
    expect(cumulative([1, null, 3])).toEqual([1, null, null]);
  });
});
