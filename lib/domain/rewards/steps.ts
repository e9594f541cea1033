import { mulDiv } from "@/lib/domain/money";
import type { Reward } from "@/lib/domain/program/schema";

export type StepReward = Extract<Reward, { kind: "pay_with_points" }>;

const FULL_BPS = 10_000n;

/** The part of an order that may be paid with points, minor units. */
export function shareOf({ maxShareBps }: StepReward, totalMinor: bigint): bigint {
  return mulDiv(totalMinor, BigInt(maxShareBps), FULL_BPS, "floor");
}

/**
 * How many whole steps can be paid with points: the fewest and the most that balance, the reward's own limit and (with a
 * cart, minor units) the largest share of the order allow. `most` is 0 where not even the fewest can be taken.
 */
export function quoteSteps(
  reward: StepReward,
  { stepPrice, available, cartMinor }: { stepPrice: bigint; available: bigint; cartMinor?: bigint },
): { least: number; most: number } {
  const bounds = [available > 0n ? available / stepPrice : 0n];
  if (reward.maxSteps !== null) bounds.push(BigInt(reward.maxSteps));
  if (cartMinor !== undefined) bounds.push(shareOf(reward, cartMinor) / BigInt(reward.valueMinor));
  const most = Number(bounds.reduce((least, bound) => (bound < least ? bound : least)));
  return { least: reward.minSteps, most: most < reward.minSteps ? 0 : most };
}

/** How many steps a code stands for: what was paid by the price of one; a gift stands for the fewest. */
export function stepsOf(reward: StepReward, price: bigint): bigint {
  return price === 0n ? BigInt(reward.minSteps) : price / BigInt(reward.price);
}
