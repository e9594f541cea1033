import {
  addDays,
  addMonths,
  daysBetween,
  firstDayOf,
  type LocalDate,
  monthOf,
} from "@/lib/domain/time/local-date";
import { midnightOf } from "@/lib/domain/time/zone";

/** The days from `from` up to, not including, `to`. */
export type DateRange = { from: LocalDate; to: LocalDate };

export function daysOf(range: DateRange): number {
  return daysBetween(range.from, range.to);
}

/** The same range in instants: it begins with the midnight of `from` and ends just before the midnight of `to`. */
export function instantsOf(range: DateRange, zone: string): { from: Date; to: Date } {
  return { from: midnightOf(range.from, zone), to: midnightOf(range.to, zone) };
}

/** The range of as many days that ends where this one begins. */
export function rangeBefore(range: DateRange): DateRange {
  return { from: addDays(range.from, -daysOf(range)), to: range.from };
}

/** Each day of the range, in order. */
export function eachDay(range: DateRange): LocalDate[] {
  return Array.from({ length: Math.max(0, daysOf(range)) }, (_, index) => addDays(range.from, index));
}

/**
 * A range cut like another one that is in `pieces`, for a comparison of like with like: at the same dates when it is the
 * same days a year before, else after as many days. What lies past its end is left out.
 */
export function splitLike(pieces: readonly DateRange[], range: DateRange): DateRange[] {
  const [start, end] = [pieces[0]?.from, pieces.at(-1)?.to];
  if (!start || !end) return [];
  const isYearBefore = addMonths(start, -12) === range.from && addMonths(end, -12) === range.to;
  const shift = (day: LocalDate) =>
    isYearBefore ? addMonths(day, -12) : addDays(range.from, daysBetween(start, day));
  return pieces
    .map(({ from, to }) => ({ from: shift(from), to: shift(to) < range.to ? shift(to) : range.to }))
    .filter(({ from, to }) => from < to);
}

/** So many whole months up to the one of the range's last day, as ranges. */
export function monthsUpTo(range: DateRange, count: number): DateRange[] {
  const last = firstDayOf(monthOf(addDays(range.to, -1)));
  return Array.from({ length: count }, (_, i) => ({
    from: addMonths(last, i + 1 - count),
    to: addMonths(last, i + 2 - count),
  }));
}

/** The range cut at the firsts of months, in order; the first and the last piece may be parts of a month. */
export function splitByMonth(range: DateRange): DateRange[] {
  const pieces: DateRange[] = [];
  let from = range.from;
  while (from < range.to) {
    const next = addMonths(firstDayOf(monthOf(from)), 1);
    const to = next < range.to ? next : range.to;
    pieces.push({ from, to });
    from = to;
  }
  return pieces;
}
