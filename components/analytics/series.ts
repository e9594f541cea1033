import type { Series } from "@/components/charts/series";
import { type DateRange, monthOf } from "@/lib/domain/time";

type Look = Omit<Series, "points">;

/** A series over the months of a report, one value for each. */
export function monthSeries(
  months: readonly DateRange[],
  look: Look,
  values: readonly (number | null)[],
): Series {
  const points = months.map(({ from }, i) => ({ x: monthOf(from), y: values[i] ?? null }));
  return { ...look, points };
}

/** Each value added to those before it; an unknown one makes the rest unknown. */
export function cumulative(values: readonly (number | null)[]): (number | null)[] {
  let sum: number | null = 0;
  return values.map((value) => {
    sum = sum === null || value === null ? null : sum + value;
    return sum;
  });
}
