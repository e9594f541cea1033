import type { Interval, Plan } from "@/lib/domain/program/schema";

const perYear = { week: 52, month: 12, year: 1 } as const;

/** How often something of this interval comes in a year, rounded to nothing: 6 for every 2 months, 0.5 for every 2 years. */
export function renewalsPerYear({ unit, count }: Interval): number {
  return perYear[unit] / count;
}

export type FirstYear = {
  renewals: number;
  points: bigint;
  gifts: Plan["gifts"];
  /** What free shipping costs the store in it, minor units. */
  shippingCostMinor: bigint;
};

/** What a plan gives to somebody who stays a year. */
export function firstYearOf(plan: Omit<Plan, "key">): FirstYear {
  const renewals = Math.floor(renewalsPerYear(plan.interval));
  const times = BigInt(renewals);
  return {
    renewals,
    points: BigInt(plan.renewalPoints) * times,
    gifts: plan.gifts.filter((gift) => gift.renewal <= renewals).sort((a, b) => a.renewal - b.renewal),
    shippingCostMinor: plan.freeShipping ? BigInt(plan.shippingCostMinor) * times : 0n,
  };
}
