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
