import type { RecordOrdersInput } from "./schema";

/** What these facts name, and when they happened. */
export function named(input: RecordOrdersInput) {
  const customersTold = new Map<string, { email: string | null; at: Date }>();
  const ids = { orders: new Set<string>(), refunds: new Set<string>() };
  const times: Date[] = [];
  const codes = new Set<string>();
  for (const fact of input.facts) {
    const told = fact.kind === "order" ? fact.order : fact.refund;
    const at = fact.kind === "order" ? (fact.order.paidAt ?? fact.order.placedAt) : fact.refund.refundedAt;
    const email = fact.kind === "order" ? fact.order.email : null;
    times.push(at);
    const customer = told.customerExternalId && customersTold.get(told.customerExternalId);
    if (customer) customer.email ??= email;
    else if (told.customerExternalId) customersTold.set(told.customerExternalId, { email, at });
    if (fact.kind === "order") {
      ids.orders.add(fact.order.externalId);
      for (const code of fact.order.rewardCodes) codes.add(code);
    } else {
      ids.refunds.add(fact.refund.externalId);
      if (fact.refund.orderExternalId) ids.orders.add(fact.refund.orderExternalId);
    }
  }
  return {
    customers: customersTold,
    orders: [...ids.orders],
    refunds: [...ids.refunds],
    codes: [...codes],
    times,
  };
}
