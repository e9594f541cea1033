import { DomainError } from "@/lib/domain/errors";
import type { Book, Outcome } from "@/lib/domain/orders/book";
import type { RecordOrdersInput } from "./schema";

type Fact = RecordOrdersInput["facts"][number];

function slipOf(book: Book, fact: Fact, outcome: Outcome): Record<string, string> | null {
  if (fact.kind === "order") {
    if (outcome !== "created") return { orderId: "already_recorded" };
    const unknownCode = book.writes.usedRedemptions.length < fact.order.rewardCodes.length;
    return unknownCode ? { rewardCodes: "code_unknown" } : null;
  }
  if (outcome === "waiting") return { orderId: "order_unknown" };
  if (outcome !== "created") return { refundId: "already_recorded" };
  const { orderExternalId, customerExternalId } = fact.refund;
  const order = orderExternalId === null ? undefined : book.orders.get(orderExternalId);
  if (!order) return null;
  if (customerExternalId && book.customers.get(customerExternalId)?.id !== order.customerId)
    return { orderId: "order_of_other_customer" };
  return order.refundedMinor > order.totalMinor ? { amount: "above_order" } : null;
}

/**
 * Refuses what a shop may tell but a person who types does not mean: an id that is recorded already, a refund of an
 * unknown or somebody else's order or above what is left of it, a code that nobody holds. Throws VALIDATION.
 */
export function refuseSlips(book: Book, facts: Fact[], outcomes: Outcome[]): void {
  facts.forEach((fact, i) => {
    const slip = slipOf(book, fact, outcomes[i] ?? "unchanged");
    if (slip) throw new DomainError("VALIDATION", undefined, {}, slip);
  });
}
