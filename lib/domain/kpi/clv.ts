import { type Figure, type FigureWith, quotient, unknown } from "@/lib/domain/kpi/figure";

/** The lifespan that the guides assume, in years. */
export const DEFAULT_LIFESPAN_YEARS = 3;
const DAYS_PER_YEAR = 365;
const LEVER = 0.1;

export type ClvFactors = {
  /** A, in minor units */
  averageOrderValue: number;
  /** F */
  ordersPerYear: number;
  /** L */
  lifespanYears: number;
  /** Share of revenue that is gross margin; null leaves the product a revenue, and the page says so. */
  marginShare: number | null;
};

/** Customer lifetime value in minor units: A × F × L, × margin if it is known. */
export function clvProduct({
  averageOrderValue,
  ordersPerYear,
  lifespanYears,
  marginShare,
}: ClvFactors): number {
  return averageOrderValue * ordersPerYear * lifespanYears * (marginShare ?? 1);
}

export type ClvSimpleFacts = {
  /** Orders of identified customers and what they come to, in minor units. */
  customerOrders: number;
  customerGrossMinor: bigint;
  customers: number;
  /** Days of the window, cut at now. */
  days: number;
  /** null: a lifespan was to be measured and could not be. */
  lifespanYears: number | null;
  marginBasisPoints: number | null;
};

export type ClvFigure = FigureWith<
  "average_order_value" | "orders_per_year" | "lifespan_years" | "margin" | "lever" | "revenue_value"
>;

/**
 * Simple CLV with its factors. Numerator and denominator are the revenue and the customers of the window.
 * `lever` is what +10 % of any one factor brings (it is a product: each brings the same), `revenue_value` the product
 * without margin.
 */
export function clvSimple(facts: ClvSimpleFacts): ClvFigure {
  const { customerGrossMinor, customers, customerOrders, days, lifespanYears, marginBasisPoints } = facts;
  const margin = marginBasisPoints === null ? null : marginBasisPoints / 10_000;
  const perCustomer = quotient({
    numerator: customerGrossMinor,
    denominator: customers,
    unit: "money",
    reason: "no_customers",
  });
  const known = customers > 0 && days > 0;
  const averageOrderValue = known ? Number(customerGrossMinor) / customerOrders : null;
  const ordersPerYear = known ? (customerOrders * DAYS_PER_YEAR) / (customers * days) : null;
  const details = {
    average_order_value: averageOrderValue,
    orders_per_year: ordersPerYear,
    lifespan_years: lifespanYears,
    margin,
  };
  const missing = days > 0 ? "no_churn" : "empty_window";
  if (averageOrderValue === null || ordersPerYear === null || lifespanYears === null) {
    const figure = perCustomer.value === null ? perCustomer : unknown(perCustomer, missing);
    return { ...figure, details: { ...details, lever: null, revenue_value: null } };
  }
  const factors = { averageOrderValue, ordersPerYear, lifespanYears };
  const value = clvProduct({ ...factors, marginShare: margin });
  const revenueValue = clvProduct({ ...factors, marginShare: null });
  return {
    ...perCustomer,
    value,
    details: { ...details, lever: value * LEVER, revenue_value: revenueValue },
  };
}

/** Lifespan in years as 1 ÷ yearly churn; null while there is no churn to measure it by. */
export function measuredLifespan(yearlyChurn: Figure): number | null {
  return yearlyChurn.value === null || yearlyChurn.value === 0 ? null : 1 / yearlyChurn.value;
}

/** Historic CLV in minor units: net revenue of identified customers to date ÷ those customers. */
export function clvHistoric(facts: { netMinor: bigint; customers: number }): Figure {
  return quotient({
    numerator: facts.netMinor,
    denominator: facts.customers,
    unit: "money",
    reason: "no_customers",
  });
}
