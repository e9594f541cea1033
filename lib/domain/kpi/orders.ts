import { type Figure, quotient, total } from "@/lib/domain/kpi/figure";

/**
 * What orders that count add up to in a window. Guests' orders are in `orders` and `grossMinor`, not in the
 * `customer…` counts. `refundedMinor` are the refunds dated in the window, of whichever order.
 */
export type OrderFacts = {
  orders: number;
  grossMinor: bigint;
  refundedMinor: bigint;
  customers: number;
  repeatCustomers: number;
  customerOrders: number;
  customerGrossMinor: bigint;
};

export function orderCount(facts: OrderFacts): Figure {
  return total(facts.orders, "count");
}

/** Identified customers with at least one order in the window. */
export function customerCount(facts: OrderFacts): Figure {
  return total(facts.customers, "count");
}

/** Σ of order totals as placed, in minor units. */
export function grossRevenue(facts: OrderFacts): Figure {
  return total(facts.grossMinor, "money", facts.orders);
}

/** Gross revenue less the refunds dated in the window, in minor units; negative when more came back. */
export function netRevenue(facts: OrderFacts): Figure {
  return total(facts.grossMinor - facts.refundedMinor, "money", facts.orders);
}

/** Average order value in minor units: gross revenue ÷ orders. */
export function averageOrderValue(facts: Pick<OrderFacts, "grossMinor" | "orders">): Figure {
  return quotient({
    numerator: facts.grossMinor,
    denominator: facts.orders,
    unit: "money",
    reason: "no_orders",
  });
}

/** Orders of identified customers ÷ those customers. */
export function purchaseFrequency(facts: Pick<OrderFacts, "customerOrders" | "customers">): Figure {
  return quotient({
    numerator: facts.customerOrders,
    denominator: facts.customers,
    unit: "ratio",
    reason: "no_customers",
  });
}

/** Share of the window's customers with two orders or more in it. */
export function repeatPurchaseRate(facts: Pick<OrderFacts, "repeatCustomers" | "customers">): Figure {
  return quotient({
    numerator: facts.repeatCustomers,
    denominator: facts.customers,
    unit: "share",
    reason: "no_customers",
  });
}

/** Of customers whose first order ever lies in the window, the share who ordered again on a later day in time. */
export function secondOrderRate(facts: { firstOrders: number; orderedAgain: number }): Figure {
  return quotient({
    numerator: facts.orderedAgain,
    denominator: facts.firstOrders,
    unit: "share",
    reason: "no_customers",
  });
}
