import type { SubscriptionState } from "@/lib/domain/perks/types";
import type { Gift, Interval, Plan } from "@/lib/domain/program/schema";
import { addDays, addMonths, daysBetween, type LocalDate } from "@/lib/domain/time";

/** The date so many intervals after the anchor: ends of months clamp, and recover because each is counted afresh. */
function dateAfter(anchor: LocalDate, { unit, count }: Interval, periods: number): LocalDate {
  if (unit === "week") return addDays(anchor, 7 * count * periods);
  return addMonths(anchor, (unit === "year" ? 12 : 1) * count * periods);
}

/** How many intervals after the anchor the first date that comes after `date` is; at least 1. */
function periodsPast(anchor: LocalDate, interval: Interval, date: LocalDate): number {
  const longest = { week: 7, month: 31, year: 366 }[interval.unit] * interval.count;
  let periods = Math.max(1, Math.floor(daysBetween(anchor, date) / longest));
  while (dateAfter(anchor, interval, periods) <= date) periods += 1;
  return periods;
}

/** The first date after `date` that is whole intervals (at least one) after the anchor. */
export function renewalAfter(anchor: LocalDate, interval: Interval, date: LocalDate): LocalDate {
  return dateAfter(anchor, interval, periodsPast(anchor, interval, date));
}

function isCounted(anchor: LocalDate, interval: Interval, date: LocalDate): boolean {
  return date === anchor || renewalAfter(anchor, interval, addDays(date, -1)) === date;
}

type Dates = Pick<SubscriptionState, "anchorOn"> & { renewsOn: LocalDate };

/**
 * The renewal after this one. Where the date does not follow from the anchor (the plan's interval was changed, or the
 * shop told another date) the counting starts from it anew.
 */
export function nextRenewal({ anchorOn, renewsOn }: Dates, interval: Interval): Dates {
  const anchor = isCounted(anchorOn, interval, renewsOn) ? anchorOn : renewsOn;
  return { anchorOn: anchor, renewsOn: renewalAfter(anchor, interval, renewsOn) };
}

/**
 * Where a subscription that is told of on a day stands: what was due before that day is past and not made up, so the
 * first renewal is the told date, or the next one counted from it or from the start; `renewals` are those before it. A
 * told date that is not after the start is none: the first period begins with the start.
 */
export function firstRenewal(
  startedOn: LocalDate,
  interval: Interval,
  told: { renewsOn?: LocalDate | undefined; today: LocalDate },
): Dates & { renewals: number } {
  const { today } = told;
  const date = told.renewsOn !== undefined && told.renewsOn > startedOn ? told.renewsOn : undefined;
  const anchorOn = date === undefined || isCounted(startedOn, interval, date) ? startedOn : date;
  const renewsOn = date !== undefined && date >= today ? date : renewalAfter(anchorOn, interval, today);
  return { anchorOn, renewsOn, renewals: periodsPast(startedOn, interval, addDays(renewsOn, -1)) - 1 };
}

export type RenewalGifts = {
  /** Points first, then rewards, each at most once. */
  gifts: Gift[];
  /** What free shipping costs, in minor units. */
  costMinor: bigint;
};

/** What a plan gives at its n-th renewal. */
export function renewalGifts(plan: Plan, number: number): RenewalGifts {
  const rewards = plan.gifts.filter(({ renewal }) => renewal === number).map(({ reward }) => reward);
  return {
    gifts: [
      ...(plan.renewalPoints > 0 ? [{ type: "points" as const, units: plan.renewalPoints }] : []),
      ...[...new Set(rewards)].map((reward) => ({ type: "reward" as const, reward })),
    ],
    costMinor: plan.freeShipping ? BigInt(plan.shippingCostMinor) : 0n,
  };
}

/** The next reward that a plan gives after so many renewals; null when none is left. */
export function nextGift(plan: Plan, renewals: number): Plan["gifts"][number] | null {
  const left = plan.gifts.filter(({ renewal }) => renewal > renewals);
  return left.reduce<Plan["gifts"][number] | null>(
    (next, gift) => (next === null || gift.renewal < next.renewal ? gift : next),
    null,
  );
}
