import { type Figure, quotient } from "@/lib/domain/kpi/figure";

/** Members at the end of a window, and how many of them earned by an own act, used a reward, or did both in it. */
export type EngagementFacts = { members: number; earned: number; used: number; both: number };
/**
 * The readings of the active engagement rate in the order they are shown: enrolment is automatic, so that earning only
 * repeats that people order, and what was used says more.
 */
export const engagementReadings = ["aer_used", "aer", "aer_earned", "aer_both"] as const;
export type EngagementReading = (typeof engagementReadings)[number];
export type Engagement = Record<EngagementReading, Figure>;

/**
 * The active engagement rate in its four readings: earned or used (`aer`, the headline), earned, used, and earned as
 * well as used (the guides' strict reading).
 */
export function engagement({ members, earned, used, both }: EngagementFacts): Engagement {
  const rate = (active: number) =>
    quotient({ numerator: active, denominator: members, unit: "share", reason: "no_members" });
  return {
    aer: rate(earned + used - both),
    aer_earned: rate(earned),
    aer_used: rate(used),
    aer_both: rate(both),
  };
}
