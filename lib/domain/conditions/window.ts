import { addDays, localDateOf, midnightOf } from "@/lib/domain/time";
import type { ConditionMoment } from "./facts";

/** The last `days` local dates, today included, as instants: `from` is in, `to` is not. */
export function lastDays({ now, timezone }: Pick<ConditionMoment, "now" | "timezone">, days: number) {
  const today = localDateOf(now, timezone);
  return {
    from: midnightOf(addDays(today, 1 - days), timezone),
    to: midnightOf(addDays(today, 1), timezone),
  };
}

/** The month (1–12) that a birthday test asks for. */
export function monthWanted(
  month: "current" | number,
  { now, timezone }: Pick<ConditionMoment, "now" | "timezone">,
): number {
  return month === "current" ? Number(localDateOf(now, timezone).slice(5, 7)) : month;
}

/** How countries are compared: A–Z as a–z, everything else as it is, on every machine. */
export function foldCase(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** How many of `people` make up the top `percent`: rounded up, so that somebody always is. */
export function topCount(people: number, percent: number): number {
  return Math.ceil((people * percent) / 100);
}
