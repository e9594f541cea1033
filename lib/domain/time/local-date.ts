/** A day of the calendar, without a zone: `YYYY-MM-DD`. Such texts compare like the days they name. */
export type LocalDate = string;
/** A month of the calendar: `YYYY-MM`. */
export type MonthKey = string;

const DAY_MS = 86_400_000;

/** Midnight UTC of the date, as a place to calculate in; null if there is no such day. */
function utcOf(date: string): Date | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return null;
  const utc = new Date(`${date}T00:00:00Z`);
  // Date rolls 30 February over into March instead of refusing it
  return Number.isNaN(utc.getTime()) || dateOfUtc(utc) !== date ? null : utc;
}

function requireUtc(date: LocalDate): Date {
  const utc = utcOf(date);
  if (!utc) throw new RangeError(`not a date: ${date}`);
  return utc;
}

/** The date that UTC has at this instant. */
export function dateOfUtc(instant: Date): LocalDate {
  return instant.toISOString().slice(0, 10);
}

/** Whether the text is `YYYY-MM-DD` and that day exists. */
export function isLocalDate(text: string): text is LocalDate {
  return utcOf(text) !== null;
}

/** @throws RangeError if `date` is no date */
export function addDays(date: LocalDate, days: number): LocalDate {
  return dateOfUtc(new Date(requireUtc(date).getTime() + days * DAY_MS));
}

/** The same day of a later (earlier) month, or its last day: 31 January + 1 month = 28 (29) February. */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const utc = requireUtc(date);
  const [year, month] = [utc.getUTCFullYear(), utc.getUTCMonth() + months];
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return dateOfUtc(new Date(Date.UTC(year, month, Math.min(utc.getUTCDate(), lastDay))));
}

/** Days from the first date to the second; negative if the second comes first. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return Math.round((requireUtc(to).getTime() - requireUtc(from).getTime()) / DAY_MS);
}

export function monthOf(date: LocalDate): MonthKey {
  return date.slice(0, 7);
}

export function firstDayOf(month: MonthKey): LocalDate {
  return `${month}-01`;
}

/** The twelve calendar months that end with this one, oldest first. */
export function twelveMonthsEnding(month: MonthKey): MonthKey[] {
  return Array.from({ length: 12 }, (_, index) => monthOf(addMonths(firstDayOf(month), index - 11)));
}
