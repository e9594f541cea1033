import type { Series } from "@/components/charts/series";
import { addDays, type DateRange, monthOf } from "@/lib/domain/time";

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

/** The months of the compared window at the places of the present ones; each point names the days it is from. */
export function comparisonSeries(
  months: readonly DateRange[],
  comparedMonths: readonly DateRange[],
  look: Look,
  values: readonly (number | null)[],
): Series {
  const points = months.flatMap((month, i) => {
    const own = comparedMonths[i];
    return own ? [{ x: monthOf(month.from), y: values[i] ?? null, from: daysText(own, month) }] : [];
  });
  return { ...look, points };
}

/** A month by its name, like the month it is compared with, when it begins on the same day of it; else its days. */
function daysText({ from, to }: DateRange, month: DateRange): string {
  const last = addDays(to, -1);
  const isMonth = monthOf(from) === monthOf(last) && from.slice(-2) === month.from.slice(-2);
  return isMonth ? monthOf(from) : `${from}/${last}`;
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
