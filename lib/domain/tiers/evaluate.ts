import type { TierLadder } from "@/lib/domain/program/schema";

/** The facts tiers are judged by. Spend in minor units of the merchant's currency, points in points. */
export type TierFacts = { spendMinor: bigint; pointsEarned: bigint; ordersCount: number };

/** How much of the ladder's metric a customer has. */
export function metricOf(ladder: TierLadder, facts: TierFacts): bigint {
  if (ladder.metric === "spend") return facts.spendMinor;
  if (ladder.metric === "points") return facts.pointsEarned;
  return BigInt(facts.ordersCount);
}

/** The highest tier whose threshold is reached; null below the first, or without a ladder. */
export function tierFor(ladder: TierLadder | null, facts: TierFacts): string | null {
  if (!ladder) return null;
  const have = metricOf(ladder, facts);
  return ladder.levels.findLast((level) => have >= BigInt(level.threshold))?.key ?? null;
}
