import { invariant } from "@/lib/domain/errors";
import { newId } from "@/lib/domain/id";
import type { Credit, Grant } from "@/lib/domain/ledger/posting";
import { expiryOf } from "@/lib/domain/orders/book";
import type { Gift, ProgramVersion } from "@/lib/domain/program/schema";
import { addDays, localDateOf } from "@/lib/domain/time";

/** Why, to whom and when something is given without paying points. */
export type GiftOccasion = {
  /** Idempotency key of the posting: nobody is given the same twice. */
  key: string;
  customerId: string;
  at: Date;
  timezone: string;
  version: ProgramVersion;
  reason: {
    code: "referral" | "perk";
    sourceType: "referral" | "subscription" | "tier" | "challenge";
    sourceId: string;
  };
  /** Kept with it and shown as the reason. */
  trace: Record<string, unknown>;
  /** Makes the code of a reward. */
  newCode: () => string;
};

/** What the outside is told of a gift; `customer` is the shop's id. */
export function giftEvent(posting: Credit | Grant, customer: string) {
  if (posting.op === "credit")
    return {
      type: "points.earned",
      payload: { customer, amount: posting.amount.toString(), transaction: posting.id },
    };
  const { id: redemption, rewardKey: reward, code } = posting.redemption;
  return { type: "reward.issued", payload: { customer, reward, redemption, code } };
}

/**
 * What gives a gift: points as a credit with the program's expiry, a reward as a code without taking points. The
 * document vouches that it has the reward.
 */
export function giftPosting(gift: Gift, occasion: GiftOccasion): Credit | Grant {
  const { key, customerId, at, timezone, version, reason, trace, newCode } = occasion;
  const head = {
    id: newId(),
    key,
    customerId,
    asset: "points",
    occurredAt: at,
    ...reason,
    programVersion: version.number,
    trace,
  };
  if (gift.type === "points")
    return {
      ...head,
      op: "credit",
      account: "issued",
      amount: BigInt(gift.units),
      lotId: newId(),
      expiresOn: expiryOf(version.document, at, timezone),
    };
  const reward = version.document.rewards.find((one) => one.key === gift.reward);
  invariant(reward, "a gift is a reward of its program");
  return {
    ...head,
    op: "grant",
    redemption: {
      id: newId(),
      rewardKey: reward.key,
      reward,
      programVersion: version.number,
      code: newCode(),
      expiresOn: reward.validDays === null ? null : addDays(localDateOf(at, timezone), reward.validDays),
      hasStock: false,
      perCustomerLimit: null,
    },
  };
}
