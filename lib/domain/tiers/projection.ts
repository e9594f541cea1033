import type { TierLadder } from "@/lib/domain/program/schema";
import { addDays, type LocalDate, localDateOf } from "@/lib/domain/time";
import { keepOf, placeOf } from "./replay";
import type { TierHistory, TierKeep, TierNext, TierState } from "./types";
import { countingOn, datedHistory } from "./window";

type Held = Pick<TierState, "tierKey" | "reviewOn" | "graceUntil">;

const endOfYear = (date: LocalDate) => `${date.slice(0, 4)}-12-31`;

/** What the first tier above the one held needs that `have` does not reach; null at the top. */
export function nextOf(
  ladder: TierLadder,
  tierKey: string | null,
  have: bigint,
  today: LocalDate,
): TierNext | null {
  const held = placeOf(ladder, tierKey);
  const next = ladder.levels.find(({ threshold }, place) => place > held && have < BigInt(threshold));
  const by = ladder.window.type === "calendar_year" ? endOfYear(today) : null;
  return next ? { key: next.key, have, need: BigInt(next.threshold), by } : null;
}

/**
 * What the next tier needs, and what keeps the one held, by the facts at a time. `have` of what keeps it is what will
 * still count when it is judged; nothing keeps a tier that time cannot take.
 */
export function projection(
  ladder: TierLadder,
  history: TierHistory,
  { tierKey, reviewOn, graceUntil }: Held,
  { at, timezone }: { at: Date; timezone: string },
): { next: TierNext | null; keep: TierKeep | null } {
  const facts = datedHistory(ladder, history, at, timezone);
  const today = localDateOf(at, timezone);
  const next = nextOf(ladder, tierKey, countingOn(facts, today), today);
  const held = ladder.levels[placeOf(ladder, tierKey)];
  if (!held || reviewOn === null) return { next, keep: null };
  const by = graceUntil ?? addDays(reviewOn, -1);
  const counts = graceUntil || ladder.window.type === "calendar_year" ? today : reviewOn;
  return { next, keep: { have: countingOn(facts, counts), need: keepOf(held), by } };
}
