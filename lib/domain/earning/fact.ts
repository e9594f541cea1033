import type { Trigger } from "@/lib/domain/program/schema";
import { type LocalDate, localClockOf, midnightOf } from "@/lib/domain/time";
import type { EarningFact, OrderForEarning } from "./types";

const NOON_MS = 12 * 3_600_000;

/** A fact at its own time, with the date, weekday and minute that the clocks of the program's zone show. */
export function factAt(
  trigger: Trigger,
  at: Date,
  timezone: string,
  extra: Pick<EarningFact, "order" | "deliveredOn" | "event" | "subject"> = {},
): EarningFact {
  return { trigger, at, ...localClockOf(at, timezone), ...extra };
}

/** A fact of a day, about noon: for examples, where the time does not matter. */
export function factOn(
  trigger: Trigger,
  on: LocalDate,
  timezone: string,
  extra: Pick<EarningFact, "order"> = {},
): EarningFact {
  return factAt(trigger, new Date(midnightOf(on, timezone).getTime() + NOON_MS), timezone, extra);
}

/** A first order of which only the total is known, in minor units. */
export function plainOrder(totalMinor: bigint): OrderForEarning {
  return {
    totalMinor,
    paidWithPointsMinor: 0n,
    paidWithCreditMinor: 0n,
    discountMinor: 0n,
    taxMinor: 0n,
    shippingMinor: 0n,
    channel: null,
    lines: [],
    number: 1,
    daysSinceOrder: null,
  };
}
