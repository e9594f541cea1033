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

/** Whether the last month of a report is cut short: its line ends low because the month is not over. */
export function endsInPart(months: readonly DateRange[]): boolean {
  const last = months.at(-1);
  return last !== undefined && !last.to.endsWith("-01");
}

/** Each value added to those before it; an unknown one makes the rest unknown. */
export function cumulative(values: readonly (number | null)[]): (number | null)[] {
  let sum: number | null = 0;
  return values.map((value) => {
    sum = sum === null || value === null ? null : sum + value;
    return sum;
  });
}
