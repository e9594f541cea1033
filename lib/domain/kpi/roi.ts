import { type Figure, type FigureWith, quotient, total, unknown } from "@/lib/domain/kpi/figure";
import { divide } from "@/lib/domain/money";

export const COST_KINDS = ["software", "design", "marketing", "special_offers", "service"] as const;
/** A kind of cost entry. */
export type CostKind = (typeof COST_KINDS)[number];

/** What the program costs: rewards taken for points, gifts of invitations and of subscriptions, and cost entries. */
export const PROGRAM_COST_KINDS = ["rewards", "referral", "perks", ...COST_KINDS] as const;
export type ProgramCostKind = (typeof PROGRAM_COST_KINDS)[number];

/** Program cost of a window in minor units, by kind, and how many rewards, gifts and entries make it up. */
export type ProgramCost = Record<ProgramCostKind, bigint> & { entries: number };

/** The orders that used a reward or came by referral, each once, in minor units. */
export type AttributedFacts = {
  orders: number;
  /** Σ of order totals as placed. */
  revenueMinor: bigint;
  /** The same before the discounts of rewards: these are in the cost. */
  beforeRewardsMinor: bigint;
};

export function programCostMinor(cost: ProgramCost): bigint {
  return PROGRAM_COST_KINDS.reduce((sum, kind) => sum + cost[kind], 0n);
}

/** Σ of the program's cost, in minor units, with each kind beside it. */
export function programCost(cost: ProgramCost): FigureWith<ProgramCostKind> {
  return {
    ...total(programCostMinor(cost), "money", cost.entries),
    details: {
      rewards: Number(cost.rewards),
      referral: Number(cost.referral),
      perks: Number(cost.perks),
      software: Number(cost.software),
      design: Number(cost.design),
      marketing: Number(cost.marketing),
      special_offers: Number(cost.special_offers),
      service: Number(cost.service),
    },
  };
}

/** Gross margin of attributed orders in minor units, rounded half up once. */
export function attributedMarginMinor(facts: AttributedFacts, marginBasisPoints: number): bigint {
  return divide(facts.beforeRewardsMinor * BigInt(marginBasisPoints), 10_000n, "round");
}

/**
 * Attributed ROI: `(gross margin of attributed orders − program cost) ÷ program cost`. It is not causal: some of these
 * orders would have come anyway. Unknown without a margin or without cost.
 */
export function roiAttributed(
  facts: AttributedFacts,
  cost: ProgramCost,
  marginBasisPoints: number | null,
): Figure {
  const costMinor = programCostMinor(cost);
  const margin = marginBasisPoints === null ? 0n : attributedMarginMinor(facts, marginBasisPoints);
  const figure = quotient({
    numerator: margin - costMinor,
    denominator: costMinor,
    n: facts.orders,
    unit: "ratio",
    reason: "no_cost",
  });
  return marginBasisPoints === null ? { ...unknown(figure, "no_margin"), numerator: 0 } : figure;
}

/** Attributed revenue ÷ program cost: what comes back per unit of money spent. Known without a margin. */
export function returnPerCost(facts: AttributedFacts, cost: ProgramCost): Figure {
  return quotient({
    numerator: facts.revenueMinor,
    denominator: programCostMinor(cost),
    n: facts.orders,
    unit: "ratio",
    reason: "no_cost",
  });
}
