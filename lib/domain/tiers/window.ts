import type { TierLadder } from "@/lib/domain/program/schema";
import { addDays, addMonths, type LocalDate, localDateOf } from "@/lib/domain/time";
import type { TierHistory } from "./types";

/** A fact on the local date of its time; on the date it leaves by it counts no longer (null: it always counts). */
export type DatedAmount = { at: Date; on: LocalDate; leavesOn: LocalDate | null; amount: bigint };

const firstOfYear = (date: LocalDate) => `${date.slice(0, 4)}-01-01`;

function leavingDate({ window }: TierLadder, on: LocalDate): LocalDate | null {
  if (window.type === "lifetime") return null;
  if (window.type === "calendar_year") return addMonths(firstOfYear(on), 12);
  return addDays(addMonths(on, window.months), 1);
}

/**
 * The history up to a time, sorted by it. What takes back without saying of what (a refund that names no order) is taken
 * off the latest before it, so that it undoes what that had given.
 */
export function datedHistory(
  ladder: TierLadder,
  history: TierHistory,
  until: Date,
  timezone: string,
): DatedAmount[] {
  const sorted = history
    .filter(({ at, amount }) => amount !== 0n && at <= until)
    .toSorted((a, b) => a.at.getTime() - b.at.getTime() || Number(b.amount - a.amount));
  const open: DatedAmount[] = [];
  for (const { at, amount } of sorted) {
    let left = amount;
    for (let last = open.at(-1); left < 0n && last && last.amount > 0n; last = open.at(-1)) {
      const taken = last.amount < -left ? last.amount : -left;
      last.amount -= taken;
      left += taken;
      if (last.amount === 0n) open.pop();
    }
    const on = localDateOf(at, timezone);
    if (left !== 0n) open.push({ at, on, leavesOn: leavingDate(ladder, on), amount: left });
  }
  return open;
}

/** How much of the facts up to a local date counts on it: those of its year, of the last months, or all. */
export function countingOn(facts: readonly DatedAmount[], date: LocalDate): bigint {
  return facts.reduce(
    (sum, { on, leavesOn, amount }) =>
      on <= date && (leavesOn === null || date < leavesOn) ? sum + amount : sum,
    0n,
  );
}

/**
 * By how much a tier is kept on a local date. Years are judged when they have ended: a tier is kept through a year by
 * what counted in the one before, or by what the year itself has brought so far.
 */
export function keepingOn(ladder: TierLadder, facts: readonly DatedAmount[], date: LocalDate): bigint {
  const now = countingOn(facts, date);
  if (ladder.window.type !== "calendar_year") return now;
  const before = countingOn(facts, addDays(firstOfYear(date), -1));
  return now > before ? now : before;
}

/** The first date after this one on which the facts alone no longer keep so much; null when they always do. */
export function missedOn(
  ladder: TierLadder,
  facts: readonly DatedAmount[],
  after: LocalDate,
  keep: bigint,
): LocalDate | null {
  if (ladder.window.type === "calendar_year") return addMonths(firstOfYear(after), 12);
  let left = countingOn(facts, after);
  if (left < keep) return addDays(after, 1);
  for (const { leavesOn, amount } of facts) {
    if (leavesOn === null || leavesOn <= after) continue;
    left -= amount;
    if (left < keep) return leavesOn;
  }
  return null;
}
