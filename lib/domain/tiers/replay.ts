import type { Tier, TierLadder } from "@/lib/domain/program/schema";
import { addDays, addMonths, type LocalDate, localDateOf, midnightOf } from "@/lib/domain/time";
import type { TierHistory, TierSetting, TierState } from "./types";
import { countingOn, type DatedAmount, datedHistory, keepingOn, missedOn } from "./window";

/** How much of the metric keeps a tier. */
export function keepOf({ keep, threshold }: Tier): bigint {
  return BigInt(keep ?? threshold);
}

/** The place of a tier on its ladder, 0 the lowest; -1 for none, and for one that the ladder does not have. */
export function placeOf({ levels }: TierLadder, tierKey: string | null): number {
  return levels.findIndex(({ key }) => key === tierKey);
}

/** A place on the ladder while facts and midnights go by; -1 is below the first tier. */
type Standing = {
  place: number;
  peak: number;
  since: Date | null;
  graceUntil: LocalDate | null;
  /** A member who fell one step is not judged again before this date. */
  restsUntil: LocalDate | null;
};

type Replay = { ladder: TierLadder; timezone: string; facts: DatedAmount[] };

/** The next midnight after a date that may take the tier without any new fact; null when none can. */
function nextReview({ ladder, facts }: Replay, standing: Standing, after: LocalDate): LocalDate | null {
  const held = ladder.levels[standing.place];
  if (!held || keepOf(held) <= 0n || ladder.downgrade === "none") return null;
  if (standing.graceUntil) return addDays(standing.graceUntil, 1);
  const missed = missedOn(ladder, facts, after, keepOf(held));
  const { restsUntil } = standing;
  return missed !== null && restsUntil !== null && missed < restsUntil ? restsUntil : missed;
}

/** Where somebody falls to who no longer keeps their tier. */
function fallTo({ ladder, facts }: Replay, from: number, date: LocalDate): number {
  if (ladder.downgrade === "one_step") return from - 1;
  const kept = keepingOn(ladder, facts, date);
  return ladder.levels.findLastIndex((level, place) => place < from && kept >= keepOf(level));
}

/** The midnight that begins a date judges the tier: it is kept, kept for the days of grace, or taken. */
function review(replay: Replay, standing: Standing, date: LocalDate): void {
  const { ladder, timezone, facts } = replay;
  const held = ladder.levels[standing.place];
  const inGrace = standing.graceUntil !== null;
  standing.graceUntil = null;
  standing.restsUntil = null;
  if (!held || keepingOn(ladder, facts, date) >= keepOf(held)) return;
  if (!inGrace && ladder.graceDays > 0) {
    standing.graceUntil = addDays(date, ladder.graceDays - 1);
    return;
  }
  standing.place = fallTo(replay, standing.place, date);
  standing.since = midnightOf(date, timezone);
  if (ladder.downgrade === "one_step" && ladder.window.type === "rolling")
    standing.restsUntil = addMonths(date, ladder.window.months);
}

/** Does the reviews that are due up to a date, its own midnight included. */
function reviewUpTo(replay: Replay, standing: Standing, from: LocalDate, date: LocalDate): LocalDate | null {
  let due = nextReview(replay, standing, from);
  while (due !== null && due <= date) {
    review(replay, standing, due);
    due = nextReview(replay, standing, due);
  }
  return due;
}

/** A fact lifts at once to the tier it reaches, and ends the grace of a tier that it keeps. */
function lift({ ladder, facts }: Replay, standing: Standing, { at, on }: DatedAmount): void {
  const counting = countingOn(facts, on);
  const reached = ladder.levels.findLastIndex(({ threshold }) => counting >= BigInt(threshold));
  const lifetime = ladder.window.type === "lifetime";
  if (reached > standing.place || (lifetime && reached < standing.place)) {
    Object.assign(standing, { place: reached, since: at, graceUntil: null, restsUntil: null });
    standing.peak = lifetime ? reached : Math.max(standing.peak, reached);
  }
  const held = ladder.levels[standing.place];
  if (standing.graceUntil && held && keepingOn(ladder, facts, on) >= keepOf(held)) standing.graceUntil = null;
}

/**
 * Where a customer stands at a time: replays the facts up to it and the midnights between them. The same facts give the
 * same state in whatever order they were told, and however often it was looked at; what was taken back has never given
 * anything. Downgrade, keep thresholds and grace are about the passing of time: a lifetime ladder follows its metric.
 */
export function tierAt(
  ladder: TierLadder,
  history: TierHistory,
  at: Date,
  { timezone, floor }: TierSetting,
): TierState {
  const replay: Replay = { ladder, timezone, facts: [] };
  const start = ladder.levels.findLastIndex(({ threshold }) => threshold === 0);
  const standing: Standing = { place: start, peak: start, since: null, graceUntil: null, restsUntil: null };
  const today = localDateOf(at, timezone);
  let last = today;
  for (const fact of datedHistory(ladder, history, at, timezone)) {
    if (replay.facts.length > 0) reviewUpTo(replay, standing, last, fact.on);
    replay.facts.push(fact);
    lift(replay, standing, fact);
    last = fact.on;
  }
  const reviewOn = ladder.window.type === "lifetime" ? null : reviewUpTo(replay, standing, last, today);
  const keyOf = (place: number) => ladder.levels[place]?.key ?? null;
  const given = placeOf(ladder, floor);
  const peak = keyOf(Math.max(standing.peak, given));
  if (given > standing.place) return { tierKey: floor, since: null, reviewOn: null, graceUntil: null, peak };
  const { since, graceUntil } = standing;
  const tierKey = keyOf(standing.place);
  // What staff lets nobody take needs nothing to be kept.
  if (given === standing.place) return { tierKey, since, reviewOn: null, graceUntil: null, peak };
  return { tierKey, since, reviewOn, graceUntil, peak };
}
