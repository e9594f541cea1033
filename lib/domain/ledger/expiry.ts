import type { Expiry, ProgramDocument } from "@/lib/domain/program/schema";
import { addDays, addMonths, daysBetween, type LocalDate } from "@/lib/domain/time";
import type { Act, Sliding } from "./posting";

const roundedMonths = { day: 0, month: 1, quarter: 3, year: 12 } as const;

/** The last day of the month, quarter or year that holds the date. */
function endOf(date: LocalDate, unit: keyof typeof roundedMonths): LocalDate {
  const months = roundedMonths[unit];
  if (months === 0) return date;
  const month = Number(date.slice(5, 7));
  const first = `${date.slice(0, 4)}-${String(month - ((month - 1) % months)).padStart(2, "0")}-01`;
  return addDays(addMonths(first, months), -1);
}

/** The first of the yearly days that is at least so many days after the date. */
function nextOf(days: readonly string[], after: LocalDate, minDays: number): LocalDate | null {
  const year = Number(after.slice(0, 4));
  const dates = [year, year + 1, year + 2].flatMap((one) =>
    // 29 February is 28 February in a common year.
    days
      .map((day) => addDays(addMonths(`${one}-${day.slice(0, 2)}-01`, 1), -1))
      .map((last, i) => {
        const wanted = `${one}-${days[i]}`;
        return wanted < last ? wanted : last;
      }),
  );
  return dates.sort().find((date) => date >= after && daysBetween(after, date) >= minDays) ?? null;
}

/** The last usable day of units that can be used from a local date on; null for ever. */
export function expiryFrom(expiry: Expiry, on: LocalDate): LocalDate | null {
  if (expiry.type === "none") return null;
  if (expiry.type === "rolling") return endOf(addMonths(on, expiry.months), expiry.roundTo);
  if (expiry.type === "inactivity") return addMonths(on, expiry.months);
  return nextOf(expiry.dates, on, expiry.minDays);
}

/** What lots that expire so keep, to live on with activity: nothing unless inactivity ends them. */
export function slidingOf(expiry: Expiry): { slides?: Sliding } {
  if (expiry.type !== "inactivity") return {};
  return { slides: { months: expiry.months, resetBy: expiry.resetBy } };
}

/** Whether an act keeps units of a program alive, by its own expiry or that of one of its rules. */
export function isKeptAliveBy({ expiry, earningRules }: ProgramDocument, act: Act): boolean {
  return [expiry, ...earningRules.map((rule) => rule.expiry)].some(
    (one) => one?.type === "inactivity" && one.resetBy.includes(act),
  );
}
