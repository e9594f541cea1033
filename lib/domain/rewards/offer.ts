import { type Explained, explain, holds } from "@/lib/domain/conditions/evaluate";
import type { ConditionFacts, ConditionMoment } from "@/lib/domain/conditions/facts";
import type { ProgramDocument, Reward } from "@/lib/domain/program/schema";
import type { LocalDate } from "@/lib/domain/time";
import { quoteSteps } from "./steps";

/** Whom a reward is not for, or when it is not there. */
export type Lock = "inactive" | "not_yet" | "over" | "tier" | "segment" | "conditions" | Closed;
/** Why somebody can take no reward at all. */
type Closed = "blocked" | "not_a_member";
/** Why a member cannot take a reward now. `automatic`: it is covered, and comes by itself. */
export type Obstacle = Lock | "out_of_stock" | "limit" | "short" | "min_order" | "automatic";

export type Member = {
  /** What is available in each wallet, by asset; a missing one holds nothing. */
  wallets: ReadonlyMap<string, bigint>;
  tierKey: string | null;
  /** Keys of the segments that hold the member, of those that rewards name. */
  segments: readonly string[];
  /** What conditions may ask of the member; null for a stranger, for whom none holds. */
  judged: { facts: ConditionFacts; moment: ConditionMoment } | null;
  closed: Closed | null;
  /** How often the member has taken each reward, cancelled ones and gifts left out. */
  taken: ReadonlyMap<string, number>;
  /** What is left of each reward that has a stock. */
  stock: ReadonlyMap<string, number>;
  /** The store's date. */
  on: LocalDate;
};

export type Offer = {
  reward: Reward;
  /** Units of the reward's asset; of `pay_with_points` those of the fewest steps that can be taken. */
  price: bigint;
  /** Units of the asset that are not there yet. */
  missing: bigint;
  obstacle: Obstacle | null;
  /** For the obstacle `conditions`: each test, and what was found. */
  conditions: Explained[];
  /** Of `pay_with_points`: how many steps can be taken now; `most` is 0 where not even the fewest can. */
  steps: { least: number; most: number } | null;
};

/** What a reward (or one step of it) costs a member: the price of the member's tier, else the common one. */
export function priceFor(reward: Reward, tierKey: string | null): bigint {
  return BigInt((tierKey ? reward.pricePerTier[tierKey] : undefined) ?? reward.price);
}

/** Whether members of a tier may take the reward. */
export function tierAllows(reward: Reward, tierKey: string | null): boolean {
  return reward.tiers.length === 0 || (tierKey !== null && reward.tiers.includes(tierKey));
}

/** Whether members in these segments may take the reward. */
export function segmentAllows(reward: Reward, segments: readonly string[]): boolean {
  return reward.segments.length === 0 || reward.segments.some((segment) => segments.includes(segment));
}

/** The segments that active rewards name. */
export function segmentsOfRewards({ rewards }: Pick<ProgramDocument, "rewards">): string[] {
  return [...new Set(rewards.filter((reward) => reward.active).flatMap((reward) => reward.segments))];
}

/** The conditions that active rewards ask for. */
export function conditionsOfRewards({ rewards }: Pick<ProgramDocument, "rewards">) {
  return rewards.flatMap(({ active, conditions }) => (active && conditions ? [conditions] : []));
}

/** Whom a reward is not for, and when; balance, stock and limit are not looked at. */
export function lockOf(reward: Reward, member: Omit<Member, "wallets" | "taken" | "stock">): Lock | null {
  const { from, until } = reward.when;
  if (!reward.active) return "inactive";
  if (from && member.on < from) return "not_yet";
  if (until && member.on > until) return "over";
  if (!tierAllows(reward, member.tierKey)) return "tier";
  if (!segmentAllows(reward, member.segments)) return "segment";
  const { judged } = member;
  if (reward.conditions && !(judged && holds(reward.conditions, judged.facts, judged.moment)))
    return "conditions";
  return member.closed;
}

/** Why a customer can take no reward; null for a member who is not blocked. */
export function closedTo(customer: { enrolledAt: Date | null; blockedAt: Date | null }): Closed | null {
  if (!customer.enrolledAt) return "not_a_member";
  return customer.blockedAt ? "blocked" : null;
}

/** Whether stock and the member's limit leave one to take. */
export function limitOf(reward: Reward, { taken, stock }: Pick<Member, "taken" | "stock">): Obstacle | null {
  if (reward.stock !== null && (stock.get(reward.key) ?? reward.stock) <= 0) return "out_of_stock";
  const { perCustomerLimit } = reward;
  return perCustomerLimit !== null && (taken.get(reward.key) ?? 0) >= perCustomerLimit ? "limit" : null;
}

/**
 * Whether and at what price a member can take a reward; every amount is in units of its asset. With a cart (minor units)
 * it is judged for use with that order.
 */
export function offerOf(reward: Reward, member: Member, cartMinor?: bigint): Offer {
  const available = member.wallets.get(reward.asset) ?? 0n;
  const one = priceFor(reward, member.tierKey);
  const isSteps = reward.kind === "pay_with_points";
  const steps = isSteps ? quoteSteps(reward, { stepPrice: one, available, cartMinor }) : null;
  const price = isSteps ? one * BigInt(reward.minSteps) : one;
  const missing = price > available ? price - available : 0n;
  const tooSmall = cartMinor !== undefined && (cartMinor < BigInt(reward.minOrderMinor) || steps?.most === 0);
  const lock = lockOf(reward, member);
  const obstacle =
    lock ??
    limitOf(reward, member) ??
    (missing > 0n ? "short" : tooSmall ? "min_order" : reward.automatic ? "automatic" : null);
  const conditions =
    lock === "conditions" && reward.conditions && member.judged
      ? explain(reward.conditions, member.judged.facts, member.judged.moment)
      : [];
  return { reward, price, missing, obstacle, conditions, steps };
}

/** All active rewards as a member sees them: what can be taken first, then the nearest; points before other assets. */
export function offersFor(program: ProgramDocument, member: Member, cartMinor?: bigint): Offer[] {
  const offers = program.rewards
    .filter((reward) => reward.active)
    .map((reward) => offerOf(reward, member, cartMinor));
  const rank = ({ obstacle }: Offer) => (obstacle === null ? 0 : obstacle === "short" ? 1 : 2);
  const place = ({ reward }: Offer) => (reward.asset === "points" ? 0 : reward.asset === "credit" ? 1 : 2);
  return offers.sort(
    (a, b) =>
      rank(a) - rank(b) || place(a) - place(b) || Number(a.missing - b.missing) || Number(a.price - b.price),
  );
}

/** The lowest price of what every member may take for points; null where there is nothing of the kind. */
export function lowestPrice(offers: readonly Offer[]): bigint | null {
  const open = offers.filter(
    ({ reward }) =>
      reward.asset === "points" &&
      reward.tiers.length === 0 &&
      reward.segments.length === 0 &&
      reward.conditions === null,
  );
  return open.reduce<bigint | null>((low, { price }) => (low === null || price < low ? price : low), null);
}
