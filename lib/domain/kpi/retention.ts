import { type Figure, quotient } from "@/lib/domain/kpi/figure";

/** Customers with an order in the window before, and how many of them ordered in this one. */
export type RetentionFacts = { before: number; kept: number };

/** Of the customers of the window before (as many days), the share with an order in this window. */
export function retentionRate({ before, kept }: RetentionFacts): Figure {
  return quotient({ numerator: kept, denominator: before, unit: "share", reason: "no_earlier_customers" });
}

/** 1 − retention rate. */
export function churnRate({ before, kept }: RetentionFacts): Figure {
  return quotient({
    numerator: before - kept,
    denominator: before,
    unit: "share",
    reason: "no_earlier_customers",
  });
}

/** The guides' retention formula `(E − N) ÷ S`: E ordered in the window, N of them for the first time, S ordered before it. */
export function retentionRateBase(facts: { start: number; end: number; added: number }): Figure {
  return quotient({
    numerator: facts.end - facts.added,
    denominator: facts.start,
    unit: "share",
    reason: "no_earlier_customers",
  });
}

/** Share of all customers so far with no order in the last days. */
export function lapseChurn(facts: { customers: number; lapsed: number }): Figure {
  return quotient({
    numerator: facts.lapsed,
    denominator: facts.customers,
    unit: "share",
    reason: "no_customers",
  });
}
