import { tzOffset } from "@date-fns/tz";
import { dateOfUtc, type LocalDate } from "@/lib/domain/time/local-date";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Whether this is the name of a zone of the IANA database (`Europe/London`, `UTC`; not `+01:00`). */
export function isValidZone(zone: string): boolean {
  if (!/^[A-Za-z]/.test(zone)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

function offsetMs(zone: string, instant: number): number {
  return tzOffset(zone, new Date(instant)) * MINUTE_MS;
}

/** The date on the wall calendar of that zone at that instant. */
export function localDateOf(instant: Date, zone: string): LocalDate {
  return dateOfUtc(new Date(instant.getTime() + offsetMs(zone, instant.getTime())));
}

/** What calendar and clock of the zone show at that instant: date, ISO weekday (1 Monday), minute of the day. */
export function localClockOf(
  instant: Date,
  zone: string,
): { on: LocalDate; weekday: number; minute: number } {
  const shown = new Date(instant.getTime() + offsetMs(zone, instant.getTime()));
  return {
    on: dateOfUtc(shown),
    weekday: shown.getUTCDay() || 7,
    minute: shown.getUTCHours() * 60 + shown.getUTCMinutes(),
  };
}

/**
 * The instant at which clocks of the zone show this time. `wallClock` carries the time as if it were UTC.
 * A time that the clocks show twice means the first; a time they skip is moved on by as much as they jump.
 */
export function instantOf(wallClock: Date, zone: string): Date {
  const wall = wallClock.getTime();
  const before = offsetMs(zone, wall - DAY_MS);
  const after = offsetMs(zone, wall + DAY_MS);
  const matches = [wall - before, wall - after].filter(
    (instant) => instant + offsetMs(zone, instant) === wall,
  );
  return new Date(matches.length > 0 ? Math.min(...matches) : wall - before);
}

/** The instant at which this date begins in the zone: 00:00, or the first moment after it where clocks skip 00:00. */
export function midnightOf(date: LocalDate, zone: string): Date {
  return instantOf(new Date(`${date}T00:00:00Z`), zone);
}
