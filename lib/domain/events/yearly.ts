import { addDays, daysBetween, isLocalDate, type LocalDate } from "@/lib/domain/time";

/** Days for which a birthday has to be known before it is paid: who enters it later is paid next year. */
const KNOWN_FOR_DAYS = 30;
/** Days between two paid birthdays of one customer, whatever becomes of the date. */
const BETWEEN_BIRTHDAYS = 365;

/** The month and day (MM-DD) whose yearly return is a local date: 29 February too on 28 February of a common year. */
export function daysKeptOn(date: LocalDate): string[] {
  const monthDay = date.slice(5);
  const isEndOfCommonFebruary = monthDay === "02-28" && !isLocalDate(`${date.slice(0, 4)}-02-29`);
  return isEndOfCommonFebruary ? [monthDay, "02-29"] : [monthDay];
}

/**
 * Whether a birthday that falls on `on` is paid: it was last entered or changed more than 30 local days ago (null: always
 * known), and nothing was paid for one in the last 365 days.
 */
export function isBirthdayPaid(
  on: LocalDate,
  known: { changedOn: LocalDate | null; lastPaidOn: LocalDate | null },
): boolean {
  const { changedOn, lastPaidOn } = known;
  if (changedOn !== null && changedOn >= addDays(on, -KNOWN_FOR_DAYS)) return false;
  return lastPaidOn === null || daysBetween(lastPaidOn, on) >= BETWEEN_BIRTHDAYS;
}

/** The first date, from one on, that keeps one of these months and days (MM-DD); null for none of them. */
export function nextKept(monthDays: readonly string[], from: LocalDate): LocalDate | null {
  const year = Number(from.slice(0, 4));
  const dates = [year, year + 1].flatMap((one) =>
    monthDays.map((monthDay) => (isLocalDate(`${one}-${monthDay}`) ? `${one}-${monthDay}` : `${one}-02-28`)),
  );
  return dates.filter((date) => date >= from).sort()[0] ?? null;
}

/** The earlier local dates that have their anniversary on a date, from the first year on that is asked for. */
export function datesKeptOn(date: LocalDate, since: LocalDate): LocalDate[] {
  const [first, year] = [Number(since.slice(0, 4)), Number(date.slice(0, 4))];
  const years = Array.from({ length: Math.max(0, year - first) }, (_, i) =>
    String(first + i).padStart(4, "0"),
  );
  return years.flatMap((one) =>
    daysKeptOn(date)
      .map((monthDay) => `${one}-${monthDay}`)
      .filter((past) => isLocalDate(past)),
  );
}
