import { mulDiv } from "@/lib/domain/money";
import type { Reward } from "@/lib/domain/program/schema";
import { type StepReward, shareOf, stepsOf } from "./steps";

const FULL_BPS = 10_000n;

/** A reward as it was taken: `price` in units of its asset, 0 for a gift. */
export type TakenReward = { reward: Reward; price: bigint };

/** What the order says; `totalMinor` holds what was paid with points, where the shop counts that as a payment. */
type UsedWith = { totalMinor: bigint; discountMinor: bigint | null; paidWithPointsMinor: bigint };

/** Rewards that are had by being paid: nothing is left to be used. */
export function isHadAtOnce(
  reward: Reward,
): reward is Extract<Reward, { kind: "store_credit" | "donation" }> {
  return reward.kind === "store_credit" || reward.kind === "donation";
}

/** What a code stands for by itself, in minor units; null where that depends on the order. */
export function worthOf({ reward, price }: TakenReward): bigint | null {
  if (reward.kind === "pay_with_points") return stepsOf(reward, price) * BigInt(reward.valueMinor);
  return "valueMinor" in reward ? BigInt(reward.valueMinor) : null;
}

const smaller = (a: bigint, b: bigint) => (a < b ? a : b);

/** What a code takes off a cart of this total, in minor units; null where it is not an amount. */
export function worthAt(taken: TakenReward, totalMinor: bigint): bigint | null {
  const { reward } = taken;
  if (reward.kind === "percent_off") return mulDiv(totalMinor, BigInt(reward.percentBps), FULL_BPS, "round");
  const worth = worthOf(taken);
  if (worth === null || isHadAtOnce(reward)) return null;
  return smaller(worth, reward.kind === "pay_with_points" ? shareOf(reward, totalMinor) : totalMinor);
}

/** What points pay of an order: the code's steps, at most the share of the order as it was before any discount. */
function paidWithPoints(reward: StepReward, price: bigint, order: UsedWith): bigint {
  const worth = stepsOf(reward, price) * BigInt(reward.valueMinor);
  const { paidWithPointsMinor, totalMinor, discountMinor } = order;
  if (paidWithPointsMinor > 0n) return smaller(worth, paidWithPointsMinor);
  return smaller(worth, shareOf(reward, totalMinor + (discountMinor ?? 0n)));
}

/**
 * What a used reward cost the merchant, in minor units: the value of an amount, the discount given by a percentage, what
 * points paid of the order, the cost typed into the reward for the rest. Where the order does not state its discount, a
 * percentage is worked out back from the total that was left; where the order is not known it counts nothing.
 */
export function costOfReward(taken: TakenReward, order: UsedWith | null): bigint {
  const { reward, price } = taken;
  if (reward.kind === "pay_with_points" && order) return paidWithPoints(reward, price, order);
  if (reward.kind !== "percent_off")
    return worthOf(taken) ?? BigInt("costMinor" in reward ? reward.costMinor : 0);
  if (!order) return 0n;
  if (order.discountMinor !== null) return order.discountMinor;
  const percent = BigInt(reward.percentBps);
  if (percent === FULL_BPS) return 0n;
  return mulDiv(order.totalMinor, percent, FULL_BPS - percent, "round");
}
