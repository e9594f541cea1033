import { newId } from "@/lib/domain/id";
import type { Debit } from "@/lib/domain/ledger/posting";
import type { Challenge } from "@/lib/domain/program/schema";

/** What completing a challenge gave and was not taken back; codes are not among it, they stay with who has them. */
export type GivenUnits = {
  id: string;
  challengeKey: string;
  customerId: string;
  asset: string;
  amount: bigint;
  isAward: boolean;
};

/** A completed challenge as it was then, and what the customer has of its metric now. */
export type Completion = { challenge: Challenge; customerId: string; have: bigint; given: GivenUnits[] };

/** Takes an award as a refund does, and a gift as a reversal. */
export function takeBack(
  { id: given, customerId, challengeKey, asset, amount, isAward }: GivenUnits,
  at: Date,
): Debit {
  const how = isAward
    ? ({ code: "claw_back", account: "clawed_back", clawsBack: { awardTransactionId: given } } as const)
    : ({ code: "reverse", account: "issued", reverses: given } as const);
  return {
    op: "debit",
    id: newId(),
    key: `challenge:undo:${given}`,
    customerId,
    asset,
    amount,
    occurredAt: at,
    allowNegative: true,
    ownLotsOf: [given],
    sourceType: "challenge",
    sourceId: challengeKey,
    ...how,
  };
}
