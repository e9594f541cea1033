import type { LocalDate } from "@/lib/domain/time";

/** Units as decimal text: results are kept as JSON. */
type Units = string;

/** What became of one asset in the days of a run: in units, by what the ledger calls it. */
export type AssetFlow = {
  asset: string;
  earned: Units;
  clawedBack: Units;
  redeemed: Units;
  expired: Units;
  /** Pending when the run ended. */
  pending: Units;
};

export type RuleOutcome = {
  /** Null for what no rule gives: challenges, tiers and birthdays by themselves, rewards in credit. */
  ruleKey: string | null;
  asset: string;
  was: { awards: number; units: Units };
  would: { awards: number; units: Units };
};

/** A member as they are now, and as they would be; units are those of points earned less those taken back. */
export type MemberOutcome = {
  customerId: string;
  tierWas: string | null;
  tierWould: string | null;
  pointsWas: Units;
  pointsWould: Units;
};

/** What a draft would have given in the last days, beside what was given. */
export type SimulationResult = {
  /** Local dates, both included. */
  from: LocalDate;
  to: LocalDate;
  /** Of so many customers so many were taken, by chance; all where there are not too many. */
  customers: { simulated: number; of: number };
  facts: { orders: number; refunds: number; events: number; redemptions: number; other: number };
  was: AssetFlow[];
  would: AssetFlow[];
  rules: RuleOutcome[];
  /** How many members stand in another tier at the end; null is below the first. */
  tierMoves: { from: string | null; to: string | null; members: number }[];
  /** How many members would have other points or another tier. */
  membersChanged: number;
  /** Of these the first: who would change tier, then those whose points differ most. */
  examples: MemberOutcome[];
  /** Rewards that were taken and could not have been, by reason. */
  refusedRedemptions: Record<string, number>;
};
