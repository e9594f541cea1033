import type { ProgramDocument, Reward } from "@/lib/domain/program/schema";

/** Why a member cannot take a reward now. */
export type Obstacle = "inactive" | "tier" | "segment" | "out_of_stock" | "limit" | "short";

export type Member = {
  available: bigint;
  tierKey: string | null;
  /** Keys of the segments that hold the member, of those that rewards name. */
  segments: readonly string[];
  /** How often the member has taken each reward, cancelled ones left out. */
  taken: ReadonlyMap<string, number>;
  /** What is left of each reward that has a stock. */
  stock: ReadonlyMap<string, number>;
};

export type Offer = { reward: Reward; price: bigint; missing: bigint; obstacle: Obstacle | null };

/** What a reward costs a member: the price of the member's tier, else the common one. */
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

function obstacleOf(reward: Reward, member: Member, missing: bigint): Obstacle | null {
  if (!reward.active) return "inactive";
  if (!tierAllows(reward, member.tierKey)) return "tier";
  if (!segmentAllows(reward, member.segments)) return "segment";
  if (reward.stock !== null && (member.stock.get(reward.key) ?? reward.stock) <= 0) return "out_of_stock";
  if (reward.perCustomerLimit !== null && (member.taken.get(reward.key) ?? 0) >= reward.perCustomerLimit)
    return "limit";
  return missing > 0n ? "short" : null;
}

/** Whether and at what price a member can take a reward; `missing` is in points. */
export function offerOf(reward: Reward, member: Member): Offer {
  const price = priceFor(reward, member.tierKey);
  const missing = price > member.available ? price - member.available : 0n;
  return { reward, price, missing, obstacle: obstacleOf(reward, member, missing) };
}

/** All active rewards as a member sees them: what can be taken first, then the nearest. */
export function offersFor(program: ProgramDocument, member: Member): Offer[] {
  const offers = program.rewards.filter((reward) => reward.active).map((reward) => offerOf(reward, member));
  const rank = (offer: Offer) => (offer.obstacle === null ? 0 : offer.obstacle === "short" ? 1 : 2);
  return offers.sort(
    (a, b) => rank(a) - rank(b) || Number(a.missing - b.missing) || Number(a.price - b.price),
  );
}

/** The lowest price of what every member may take, in points; null where there is nothing of the kind. */
export function lowestPrice(offers: readonly Offer[]): bigint | null {
  const open = offers.filter(({ reward }) => reward.tiers.length === 0 && reward.segments.length === 0);
  return open.reduce<bigint | null>((low, { price }) => (low === null || price < low ? price : low), null);
}
