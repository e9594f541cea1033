import type { TierLadder } from "@/lib/domain/program/schema";
import { type TierFacts, tierFor } from "./evaluate";
import { placeOf, tierAt } from "./replay";
import type { TierHistory, TierState } from "./types";

/** What a customer's tier is judged by: the counters, and the history where the ladder has a window. */
export type Judged = TierFacts & { tierFloor: string | null };

const nowhere: TierState = { tierKey: null, since: null, reviewOn: null, graceUntil: null, peak: null };

/** Whether a ladder asks when something happened, so that counters alone do not tell the tier. */
export function isWindowed(ladder: TierLadder | null | undefined): ladder is TierLadder {
  return ladder ? ladder.window.type !== "lifetime" : false;
}

/**
 * Where a customer stands at a time, and when that is looked at again: the one function that awards, midnights,
 * publications and previews place members by. `history` is read for a ladder with a window alone.
 */
export function standingOn(
  ladder: TierLadder | null,
  customer: Judged,
  history: TierHistory,
  { at, timezone }: { at: Date; timezone: string },
): TierState {
  if (!ladder) return nowhere;
  const { tierFloor: floor } = customer;
  if (isWindowed(ladder)) return tierAt(ladder, history, at, { timezone, floor });
  const reached = tierFor(ladder, customer);
  const tierKey = placeOf(ladder, floor) > placeOf(ladder, reached) ? floor : reached;
  return { ...nowhere, tierKey, peak: tierKey };
}

/** The later of a time and the latest fact: what has been told of is never left out because a midnight is made up for. */
export function notBefore(history: TierHistory, at: Date): Date {
  return history.reduce((latest, fact) => (fact.at > latest ? fact.at : latest), at);
}

export type HeldTier = {
  tierKey: string | null;
  tierSince: Date | null;
  tierReviewOn: string | null;
  tierGraceUntil: string | null;
};

function beganAt(held: HeldTier, state: TierState, { at, ladderFrom }: { at: Date; ladderFrom: Date }) {
  if (state.tierKey === null || state.since) return state.since;
  if (state.tierKey === held.tierKey) return held.tierSince;
  return at > ladderFrom ? at : ladderFrom;
}

/**
 * The tier as kept with the customer. Where the facts do not tell when it began, one that did not change keeps its
 * beginning, and another begins with what moved it, at the earliest with its ladder.
 */
export function heldAfter(held: HeldTier, state: TierState, moved: { at: Date; ladderFrom: Date }): HeldTier {
  const { tierKey, reviewOn, graceUntil } = state;
  const tierSince = beganAt(held, state, moved);
  return { tierKey, tierSince, tierReviewOn: reviewOn, tierGraceUntil: graceUntil };
}
