import type { ReferralOffer } from "@/lib/domain/program/schema";
import { addDays, type LocalDate, localDateOf } from "@/lib/domain/time";
import type { CancelReason, ReferralState, RefusalReason } from "./types";

/** An order may be told late. For so many days after its window a claim without one is still open to it. */
export const LATE_NEWS_DAYS = 30;

/** A claim with the terms as they were when it was made. */
export type Claim = {
  claimedAt: Date;
  offer: Pick<ReferralOffer, "minOrderMinor" | "windowDays" | "holdingDays">;
};

/** The friend's first order that counts, ever, and what was taken back of it so far. Money in minor units. */
export type FirstOrder = { placedAt: Date; totalMinor: bigint; refundedMinor: bigint };

/** What an open claim comes to as things stand. */
export type Verdict = {
  state: Extract<ReferralState, "claimed" | "ordered" | "expired" | "cancelled">;
  reason: CancelReason | null;
  /** The date at whose midnight both are rewarded; null where nobody will be. */
  payOn: LocalDate | null;
  /** Whether the day has come to settle it: to reward both, or to close it. */
  isDue: boolean;
};

/** The last local date on which the friend's first order counts. */
export function lastOrderDay({ claimedAt, offer }: Claim, timezone: string): LocalDate {
  return addDays(localDateOf(claimedAt, timezone), offer.windowDays);
}

/** The date at whose midnight an order's rewards are given: after the holding days, at the soonest the next midnight. */
export function payDay(placedAt: Date, holdingDays: number, timezone: string): LocalDate {
  return addDays(localDateOf(placedAt, timezone), Math.max(holdingDays, 1));
}

/** Why what is left of an order does not qualify; null if it does. An order of which nothing is left never does. */
function shortfallOf({ totalMinor, refundedMinor }: FirstOrder, minOrderMinor: number): CancelReason | null {
  const left = totalMinor - refundedMinor;
  if (left > 0n && left >= BigInt(minOrderMinor)) return null;
  return refundedMinor > 0n && totalMinor >= BigInt(minOrderMinor) ? "refunded" : "below_minimum";
}

/**
 * Judges an open claim by the friend's first order (null for none yet) on a local date. Only the first order counts: a
 * later, larger one changes nothing. One of a day before the claim (shops may tell dates only) shows that the friend was a customer already. Until the day
 * on which it is settled every verdict may change with what the shop tells.
 */
export function judge(claim: Claim, first: FirstOrder | null, on: LocalDate, timezone: string): Verdict {
  const { minOrderMinor, holdingDays } = claim.offer;
  const lastDay = lastOrderDay(claim, timezone);
  if (!first || localDateOf(first.placedAt, timezone) > lastDay)
    return {
      state: on > lastDay ? "expired" : "claimed",
      reason: null,
      payOn: null,
      isDue: on > addDays(lastDay, LATE_NEWS_DAYS),
    };
  if (localDateOf(first.placedAt, timezone) < localDateOf(claim.claimedAt, timezone))
    return { state: "cancelled", reason: "existing_customer", payOn: null, isDue: true };
  const payOn = payDay(first.placedAt, holdingDays, timezone);
  const reason = shortfallOf(first, minOrderMinor);
  const isDue = on >= payOn;
  return reason
    ? { state: "cancelled", reason, payOn: null, isDue }
    : { state: "ordered", reason: null, payOn, isDue };
}

/** What is known of the two when a friend has proved an address. */
export type ClaimFacts = {
  /** The address is the advocate's own. */
  isAdvocate: boolean;
  isBlocked: boolean;
  /** The address took up an invitation before, whatever became of it. */
  hasClaimed: boolean;
  /** An order or a membership is known for the address. */
  isCustomer: boolean;
};

/** Why a claim is refused, the plainest reason first; null if it is not. */
export function refusalOf(facts: ClaimFacts): RefusalReason | null {
  if (facts.isAdvocate) return "own_link";
  if (facts.isBlocked) return "blocked";
  if (facts.hasClaimed) return "already_claimed";
  return facts.isCustomer ? "existing_customer" : null;
}
