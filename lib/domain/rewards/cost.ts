import { mulDiv } from "@/lib/domain/money";
import type { Reward } from "@/lib/domain/program/schema";

const FULL_BPS = 10_000n;

/**
 * What a used reward cost the merchant, in minor units: the value of an amount off, the discount given by a
 * percentage, the cost typed into the reward for shipping and products. Where the order does not state its
 * discount, it is worked out back from the total that was left.
 */
export function costOfReward(
  reward: Reward,
  order: { totalMinor: bigint; discountMinor: bigint | null },
): bigint {
  if ("valueMinor" in reward) return BigInt(reward.valueMinor);
  if (reward.kind !== "percent_off") return BigInt(reward.costMinor);
  if (order.discountMinor !== null) return order.discountMinor;
  const percent = BigInt(reward.percentBps);
  if (percent === FULL_BPS) return 0n;
  return mulDiv(order.totalMinor, percent, FULL_BPS - percent, "round");
}
