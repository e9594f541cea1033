import { describe, expect, it } from "vitest";
import { cumulative, endsInPart, monthSeries } from "./series";

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
