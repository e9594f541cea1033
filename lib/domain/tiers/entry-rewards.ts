import { newId } from "@/lib/domain/id";
import type { Credit, Debit, Grant } from "@/lib/domain/ledger/posting";
import type { ProgramVersion, TierLadder } from "@/lib/domain/program/schema";
import { giftPosting } from "@/lib/domain/rewards/gift";
import { placeOf } from "./replay";

/** An entry reward as it was given: the n-th of a tier. A code has no units; points and credit may have been taken back. */
export type GivenEntry = {
  tierKey: string;
  n: number;
  transactionId: string;
  asset: string;
  units: bigint | null;
  takenBack: boolean;
};

type Member = { id: string; given: readonly GivenEntry[] };
type Occasion = { version: ProgramVersion; at: Date; timezone: string; newCode: () => string };

export function givesEntryRewards(ladder: TierLadder | null): ladder is TierLadder {
  return ladder?.levels.some(({ entryRewards }) => entryRewards.length > 0) ?? false;
}

/**
 * What a member is given who moves up from one tier to another: the entry rewards of every tier on the way, each unless
 * it was given before. What a refund has taken back with its tier is given again with it.
 */
export function entryRewardsFor(
  member: Member,
  move: { from: string | null; to: string | null },
  { version, at, timezone, newCode }: Occasion,
): (Credit | Grant)[] {
  const ladder = version.document.tiers;
  if (!givesEntryRewards(ladder)) return [];
  const [from, to] = [placeOf(ladder, move.from), placeOf(ladder, move.to)];
  const entered = ladder.levels.filter((_, place) => place > from && place <= to);
  return entered.flatMap(({ key: tier, entryRewards }) =>
    entryRewards.flatMap((gift, n) => {
      const before = member.given.filter((one) => one.tierKey === tier && one.n === n);
      if (before.some(({ takenBack }) => !takenBack)) return [];
      const key = `tier:${member.id}:${tier}:entry:${n}`;
      return giftPosting(gift, {
        key: before.length > 0 ? `${key}:${before.length}` : key,
        customerId: member.id,
        at,
        timezone,
        version,
        reason: { code: "perk", sourceType: "tier", sourceId: tier },
        trace: { tier, entry: n },
        newCode,
      });
    }),
  );
}

/**
 * Takes back the points and the credit given on entering tiers that the facts, after a refund, have never reached: `peaks` are the
 * highest tiers by the facts before and after it. Codes stay with who has them.
 */
export function entryRewardsUndone(
  member: Member,
  peaks: { before: string | null; after: string | null },
  { ladder, at }: { ladder: TierLadder; at: Date },
): Debit[] {
  const [before, after] = [placeOf(ladder, peaks.before), placeOf(ladder, peaks.after)];
  return member.given.flatMap(({ tierKey, transactionId, asset, units, takenBack }) => {
    const place = placeOf(ladder, tierKey);
    if (units === null || takenBack || place <= after || place > before) return [];
    return {
      op: "debit",
      code: "reverse",
      account: "issued",
      id: newId(),
      key: `reverse:${transactionId}`,
      customerId: member.id,
      asset,
      amount: units,
      occurredAt: at,
      allowNegative: true,
      ownLotsOf: [transactionId],
      reverses: transactionId,
      sourceType: "tier",
      sourceId: tierKey,
      trace: { tier: tierKey, undone: true },
    };
  });
}
