import type { Tier, TierLadder } from "@/lib/domain/program/schema";

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

export type TierProgress = {
  current: Tier | null;
  next: { tier: Tier; metric: TierLadder["metric"]; have: bigint; need: bigint } | null;
};

/** Where a customer stands on the ladder, and what the next tier needs (`need` is its threshold). */
export function tierProgress(ladder: TierLadder, facts: TierFacts): TierProgress {
  const have = metricOf(ladder, facts);
  const current = ladder.levels.findLast((level) => have >= BigInt(level.threshold)) ?? null;
  const tier = ladder.levels.find((level) => have < BigInt(level.threshold));
  return {
    current,
    next: tier ? { tier, metric: ladder.metric, have, need: BigInt(tier.threshold) } : null,
  };
}
