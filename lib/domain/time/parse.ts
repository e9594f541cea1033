import { addDays, isLocalDate } from "@/lib/domain/time/local-date";
import { instantOf, midnightOf } from "@/lib/domain/time/zone";

const TIMESTAMP =
  /^(\d{4}-\d{2}-\d{2})[T ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,9}))?)? ?(Z|UTC|[+-]\d{2}:?\d{2})?$/i;

/**
 * Reads a time as files write it: ISO 8601 with a zone means that instant; without a zone it is the wall clock of
 * `zone`; a date alone is that date's midnight in `zone`. Null for anything else, also for days that do not exist.
 */
export function parseInstant(text: string, zone: string): Date | null {
  const value = text.trim();
  if (isLocalDate(value)) return midnightOf(value, zone);
  const match = TIMESTAMP.exec(value);
  if (!match) return null;
  const [, date = "", hour, minute, second = "00", fraction = "", offset] = match;
  if (!isLocalDate(date)) return null;
  const wall = new Date(`${date}T${hour}:${minute}:${second}.${fraction.padEnd(3, "0").slice(0, 3)}Z`);
  if (!offset) return instantOf(wall, zone);
  return new Date(wall.getTime() - offsetMinutes(offset) * 60_000);
}

/** As {@link parseInstant}, but a date alone is the last usable day: the instant is the midnight that ends it. */
export function parseExpiry(text: string, zone: string): Date | null {
  const value = text.trim();
  return isLocalDate(value) ? midnightOf(addDays(value, 1), zone) : parseInstant(value, zone);
}

function offsetMinutes(offset: string): number {
  const match = /^([+-])(\d{2}):?(\d{2})$/.exec(offset);
  if (!match) return 0; // Z, UTC
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return match[1] === "-" ? -minutes : minutes;
}
