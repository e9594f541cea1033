import { type Figure, type FigureWith, quotient, total } from "@/lib/domain/kpi/figure";
import { averageOrderValue } from "@/lib/domain/kpi/orders";

/** Members enrolled and not blocked at the end of the window. */
export function memberCount(members: number): Figure {
  return total(members, "count");
}

/** Members who enrolled in the window. */
export function newMemberCount(newMembers: number): Figure {
  return total(newMembers, "count");
}

/** Of the customers who ordered in the window, the share who are members at its end. */
export function enrolmentRate(facts: { customers: number; members: number }): Figure {
  return quotient({
    numerator: facts.members,
    denominator: facts.customers,
    unit: "share",
    reason: "no_customers",
  });
}

/** A member for this many days who has never redeemed counts as "never redeemed". */
export const NEVER_REDEEMED_AFTER_DAYS = 90;

/** Of the members of at least 90 days, the share who never redeemed. */
export function neverRedeemedRate(facts: { members: number; neverRedeemed: number }): Figure {
  return quotient({
    numerator: facts.neverRedeemed,
    denominator: facts.members,
    unit: "share",
    reason: "no_members",
  });
}

export type CustomerGroupFacts = { customers: number; orders: number; grossMinor: bigint };
export type NewVsReturningRow = {
  key: "new" | "returning";
  customers: number;
  orders: number;
  revenue: number;
  aov: number | null;
};

/** New customers (first order ever in the window) beside returning ones: customers, orders, revenue, AOV in minor units. */
export function newVsReturning(facts: Record<"new" | "returning", CustomerGroupFacts>): NewVsReturningRow[] {
  return (["new", "returning"] as const).map((key) => ({
    key,
    customers: facts[key].customers,
    orders: facts[key].orders,
    revenue: Number(facts[key].grossMinor),
    aov: averageOrderValue(facts[key]).value,
  }));
}

export type RedemptionFacts = {
  earnedUnits: bigint;
  redeemedUnits: bigint;
  rewardsIssued: number;
  rewardsUsed: number;
};

/** Units redeemed ÷ units earned in the window; beside it the share of the window's issued rewards that are used. */
export function redemptionRate(
  facts: RedemptionFacts,
): FigureWith<"rewards_issued" | "rewards_used" | "rewards_used_rate"> {
  const figure = quotient({
    numerator: facts.redeemedUnits,
    denominator: facts.earnedUnits,
    n: facts.rewardsIssued,
    unit: "share",
    reason: "no_earned_units",
  });
  return {
    ...figure,
    details: {
      rewards_issued: facts.rewardsIssued,
      rewards_used: facts.rewardsUsed,
      rewards_used_rate: facts.rewardsIssued === 0 ? null : facts.rewardsUsed / facts.rewardsIssued,
    },
  };
}
