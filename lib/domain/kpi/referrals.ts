import { type FigureWith, quotient } from "@/lib/domain/kpi/figure";

/**
 * What came of invitations in a window. `claimed`, `ordered`, `rewarded` and `refused` are of the claims made in it, as
 * they stand now; revenue (minor units) and new customers are of the orders placed in it.
 */
export type ReferralFacts = {
  /** Links that members asked for in the window. */
  shared: number;
  /** Visits of links, whoever's. */
  clicked: number;
  claimed: number;
  ordered: number;
  rewarded: number;
  refused: number;
  /** Members with a link at the end of the window. */
  sharers: number;
  /** Customers whose first order ever lies in the window. */
  newCustomers: number;
  /** Of these, friends who were invited and whose order qualified. */
  newFriends: number;
  /** Σ of the friends' first orders as placed in the window. */
  revenueMinor: bigint;
};

export const funnelStages = ["shared", "clicked", "claimed", "ordered", "rewarded"] as const;
export type FunnelRow = { stage: (typeof funnelStages)[number]; count: number };

/** The stages in their order, each with how many came so far. */
export function funnelRows(facts: ReferralFacts): FunnelRow[] {
  return funnelStages.map((stage) => ({ stage, count: facts[stage] }));
}

const share = (part: number, whole: number) => (whole === 0 ? null : part / whole);

/**
 * The referral funnel. Its value is the conversion: of the claims of the window, the share whose friend ordered as the
 * offer asks. Beside it the stages, `sharers_rate` = sharers ÷ members, `share_of_new_customers`, `revenue` (minor
 * units), `conversions_per_day`, and `k` = claims per member × conversion, which is orders by friends per member.
 */
export function referralFunnel(
  facts: ReferralFacts,
  { members, days }: { members: number; days: number },
): FigureWith<string> {
  const { claimed, ordered, revenueMinor, newFriends, newCustomers, ...counts } = facts;
  return {
    ...quotient({ numerator: ordered, denominator: claimed, unit: "share", reason: "no_claims" }),
    details: {
      shared: counts.shared,
      clicked: counts.clicked,
      claimed,
      ordered,
      rewarded: counts.rewarded,
      refused: counts.refused,
      sharers: counts.sharers,
      sharers_rate: share(counts.sharers, members),
      new_customers: newFriends,
      share_of_new_customers: share(newFriends, newCustomers),
      revenue: Number(revenueMinor),
      conversions_per_day: share(ordered, days),
      k: share(ordered, members),
    },
  };
}
