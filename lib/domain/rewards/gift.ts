import { invariant } from "@/lib/domain/errors";
import { newId } from "@/lib/domain/id";
import { expiryFrom, slidingOf } from "@/lib/domain/ledger/expiry";
import type { Credit, Grant } from "@/lib/domain/ledger/posting";
import type { Gift, ProgramVersion } from "@/lib/domain/program/schema";
import { localDateOf } from "@/lib/domain/time";
import { redemptionOf } from "./take";

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
    sourceType: "referral" | "subscription" | "tier" | "challenge" | "customer";
    sourceId: string;
  };
  /** Kept with it and shown as the reason. */
  trace: Record<string, unknown>;
  /** Makes a code of a pattern. */
  newCode: (pattern: string) => string;
};

/** What the outside is told of a gift; `customer` is the shop's id. */
export function giftEvent(posting: Credit | Grant, customer: string) {
  if (posting.op === "credit")
    return {
      type: "points.earned",
      payload: { customer, asset: posting.asset, amount: posting.amount.toString(), transaction: posting.id },
    };
  const { id: redemption, rewardKey: reward, code } = posting.redemption;
  return { type: "reward.issued", payload: { customer, reward, redemption, code } };
}

/**
 * What gives a gift: points, or a reward that is store credit, as a credit with the program's expiry; any other reward as
 * a code without taking points. The document vouches that it has the reward.
 */
export function giftPosting(gift: Gift, occasion: GiftOccasion): Credit | Grant {
  const { key, customerId, at, timezone, version, reason, trace, newCode } = occasion;
  const on = localDateOf(at, timezone);
  const { expiry, rewards } = version.document;
  const head = {
    id: newId(),
    key,
    customerId,
    occurredAt: at,
    ...reason,
    programVersion: version.number,
    trace,
  };
  const credit = (asset: string, units: number): Credit => ({
    ...head,
    op: "credit",
    account: "issued",
    asset,
    amount: BigInt(units),
    lotId: newId(),
    expiresOn: expiryFrom(expiry, on),
    ...slidingOf(expiry),
  });
  if (gift.type === "points") return credit("points", gift.units);
  const reward = rewards.find((one) => one.key === gift.reward);
  invariant(reward, "a gift is a reward of its program");
  if (reward.kind === "store_credit") return credit("credit", reward.valueMinor);
  return {
    ...head,
    op: "grant",
    asset: "points",
    redemption: {
      ...redemptionOf(reward, { id: newId(), on, version, newCode }),
      hasStock: false,
      perCustomerLimit: null,
    },
  };
}
