import type { Trigger } from "@/lib/domain/program/schema";
import { localClockOf } from "@/lib/domain/time";
import type { EarningFact } from "./types";

/** A fact at its own time, with the date, weekday and minute that the clocks of the program's zone show. */
export function factAt(
  trigger: Trigger,
  at: Date,
  timezone: string,
  extra: Pick<EarningFact, "order" | "deliveredOn" | "event" | "subject"> = {},
): EarningFact {
  return { trigger, at, ...localClockOf(at, timezone), ...extra };
}
