import { newId } from "@/lib/domain/id";
import { versionAt } from "@/lib/domain/program/versions";
import { clawBack, earn } from "./awards";
import { type Book, bookOnCustomer, counts, customerOf, enrol, isTakenBack, type Outcome } from "./book";
import { settleRefund } from "./book-refund";
import { markCodesUsed, returnCodes } from "./codes";
import { reviewTier, tierBy } from "./tiers";
import type { OrderFact, StoredOrder } from "./types";

/**
 * Books the full state of an order: works out what is new against the stored state, what it earns under the
 * program live when it was paid, what a cancellation takes back, and the tier afterwards. Telling it again, or
 * telling an older state, changes nothing.
 */
export function bookOrder(book: Book, fact: OrderFact): Outcome {
  const before = book.orders.get(fact.externalId);
  if (before?.contentHash === fact.contentHash) return "unchanged";
  if (before?.shopUpdatedAt && fact.shopUpdatedAt && fact.shopUpdatedAt < before.shopUpdatedAt)
    return "unchanged";

  const at = fact.paidAt ?? fact.placedAt;
  const stored = before?.customerId ? book.customersById.get(before.customerId) : undefined;
  const customer = stored ?? customerOf(book, fact.customerExternalId, fact.email, at);
  const { lines, customerExternalId: _, ...state } = fact;
  const order: StoredOrder = {
    ...state,
    noAwards: before?.noAwards || fact.noAwards,
    id: before?.id ?? newId(),
    customerId: customer?.id ?? null,
    refundedMinor: before?.refundedMinor ?? 0n,
    awards: before?.awards ?? [],
    seen: before?.seen ?? null,
  };
  book.orders.set(order.externalId, order);
  book.writes.orders.add(order);
  if (before) {
    book.writes.orders.delete(before);
    book.writes.lines.delete(before);
  }
  book.writes.lines.set(order, lines);
  if (counts(order)) markCodesUsed(book, order, at);
  if (customer) {
    const version = versionAt(book.versions, at);
    const held = { at, without: order.id };
    const tierKey =
      version && customer.enrolledAt ? tierBy(book, customer, version.document.tiers, held).tierKey : null;
    if (counts(order)) enrol(customer, version, at);
    if (counts(order) && version && customer.enrolledAt)
      earn(book, order, customer, { version, tierKey, at });
    bookOnCustomer(customer, stored ? before : undefined, order);
    const ended = order.cancelledAt ?? order.shopUpdatedAt ?? at;
    clawBack(book, order, customer, {
      at: counts(order) ? at : ended,
      sourceType: "order",
      sourceId: order.externalId,
      key: `order:${order.externalId}:${order.status}`,
    });
    reviewTier(customer, book, at);
    book.writes.customers.add(customer);
  }
  if (isTakenBack(order)) returnCodes(book, order, order.cancelledAt ?? order.shopUpdatedAt ?? at);
  for (const refund of book.refunds.values())
    if (refund.waitingForOrder === order.externalId) settleRefund(book, refund, order);
  return before ? "updated" : "created";
}
