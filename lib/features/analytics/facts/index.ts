import {
  addDays,
  addMonths,
  type DateRange,
  daysOf,
  firstDayOf,
  monthOf,
  twelveMonthsEnding,
} from "@/lib/domain/time";
import { engagementByTier, participationFacts, totalEngagement } from "./member-facts";
import { historyFacts, newVsReturningFacts, orderFacts, secondOrderFacts } from "./order-facts";
import { attributedFacts, costFacts, redemptionFacts } from "./program-facts";
import { referralFacts } from "./referral-facts";
import { lapseFacts, retentionFacts } from "./retention-facts";
import type { Scope } from "./scope";
import { type SurveyKind, surveyFacts } from "./survey-facts";

/**
 * The facts of some windows. Each kind is read at most once, by one query for all windows, and only if it is asked
 * for; every list holds one entry per window, in their order.
 *
 * A page that shows engagement in its windows and over years names the windows whose years it shows in `years`: then
 * one query reads both. Without them the years are those of the windows.
 */
export function readFacts(scope: Scope, windows: DateRange[], years?: DateRange[]) {
  const cut = windows.map((window) => cutAtNow(window, scope));
  const both = once(() => engagementByTier(scope, [...windows, ...(years ?? []).map(twelveMonths)]));
  const byTier = once(async () => (await both()).filter(({ i }) => i < windows.length));
  const byTierOfYears = async () => {
    if (!years) return engagementByTier(scope, windows.map(twelveMonths));
    return (await both()).map((row) => ({ ...row, i: row.i - windows.length }));
  };
  return {
    scope,
    windows,
    /** Days of each window that have begun by now. */
    days: cut.map(daysOf),
    orders: once(() => orderFacts(scope, windows)),
    history: once(() => historyFacts(scope, windows)),
    newVsReturning: once(() => newVsReturningFacts(scope, windows)),
    secondOrders: (days: number) => secondOrderFacts(scope, windows, days),
    retention: once(() => retentionFacts(scope, windows)),
    /** Retention of the 365 days that end with each window. */
    yearlyRetention: once(() => retentionFacts(scope, cut.map(yearBeforeEnd))),
    lapse: (days: number) => lapseFacts(scope, cut, days),
    surveys: (kind: SurveyKind) => surveyFacts(scope, windows, kind),
    engagementByTier: byTier,
    engagement: async () => totalEngagement(windows, await byTier()),
    /** Engagement over the 12 calendar months that end with the month of the last day of each of the `years`. */
    yearlyEngagement: once(async () => totalEngagement(years ?? windows, await byTierOfYears())),
    participation: once(() => participationFacts(scope, windows)),
    redemption: once(() => redemptionFacts(scope, windows)),
    attributed: once(() => attributedFacts(scope, windows)),
    referrals: once(() => referralFacts(scope, windows)),
    cost: once(() => costFacts(scope, windows)),
  };
}

export type Facts = ReturnType<typeof readFacts>;

function once<T>(read: () => Promise<T>): () => Promise<T> {
  let reading: Promise<T> | undefined;
  return () => {
    reading ??= read();
    return reading;
  };
}

/** The part of a window that has begun: today belongs to it, tomorrow does not. */
function cutAtNow(window: DateRange, scope: Scope): DateRange {
  const tomorrow = addDays(scope.today, 1);
  const to = window.to < tomorrow ? window.to : tomorrow;
  return { from: window.from < to ? window.from : to, to };
}

function yearBeforeEnd({ to }: DateRange): DateRange {
  return { from: addDays(to, -365), to };
}

function twelveMonths({ to }: DateRange): DateRange {
  const last = monthOf(addDays(to, -1));
  const [first = last] = twelveMonthsEnding(last);
  return { from: firstDayOf(first), to: addMonths(firstDayOf(last), 1) };
}
