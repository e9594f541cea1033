import { newId } from "@/lib/domain/id";
import { versionAt } from "@/lib/domain/program/versions";
import { activateAwaiting } from "./activate";
import { type Book, bookOnCustomer, contributionOf, counts, customerOf, enrol, type Outcome } from "./book";
import { settleRefund } from "./book-refund";
import { bringsCodesBack, markCodesUsed, returnCodes } from "./codes";
import { scheduleDelivered } from "./delivery";
import type { News } from "./groups";
import { paidOf } from "./judging";
import { type Cause, reconcile, reconcileLater } from "./reconcile";
import { reviewTier } from "./tiers";
import type { CustomerFacts, OrderFact, StoredOrder } from "./types";

/** When the order was paid: by whose program it is judged. */
const paidTimeOf = (order: Pick<OrderFact, "paidAt" | "placedAt">) => order.paidAt ?? order.placedAt;

/** When an order became what it is told to be; not before it was paid. */
function changedAt(order: StoredOrder): Date {
  const paid = paidTimeOf(order);
  const told = (counts(order) ? null : order.cancelledAt) ?? order.shopUpdatedAt ?? paid;
  return told > paid ? told : paid;
}

/** What about an order was not judged before. Other amounts are judged again also where they had earned nothing. */
function newsOf(before: StoredOrder | undefined, order: StoredOrder): News {
  const wasJudged =
    before !== undefined &&
    counts(before) &&
    before.totalMinor === order.totalMinor &&
    paidOf(before) === paidOf(order);
  return { "order.paid": !wasJudged, "order.delivered": !wasJudged || before.deliveredAt === null };
}

/**
 * Moves everything that hangs on the customer of an order. `counted` is the order as the customer's counters have it; none
 * where it was not this customer's.
 */
export function bookForCustomer(
  book: Book,
  order: StoredOrder,
  customer: CustomerFacts,
  { counted, news }: { counted: StoredOrder | undefined; news: News },
): void {
  const at = paidTimeOf(order);
  const cause: Cause = { at: changedAt(order), sourceType: "order", sourceId: order.externalId };
  const own = contributionOf(counted);
  const version = versionAt(book.versions, at);
  const wasMember = customer.enrolledAt !== null;
  // Also an order that is told only when it has been cancelled: its customer was a member before that.
  if (!order.isTest && order.status !== "pending") enrol(customer, version, at);
  // Who becomes a member by this order held no tier before it.
  reconcile(book, order, customer, cause, { own, news: wasMember ? news : { ...news, tierHeld: null } });
  scheduleDelivered(book, order, customer);
  activateAwaiting(book, order, customer);
  bookOnCustomer(customer, counted, order);
  reconcileLater(book, order, counted, customer, cause);
  reviewTier(customer, book, at);
  book.writes.customers.add(customer);
}

function isOldNews(before: StoredOrder | undefined, fact: OrderFact): boolean {
  if (!before) return false;
  if (before.contentHash === fact.contentHash) return true;
  const [known, told] = [before.shopUpdatedAt, fact.shopUpdatedAt];
  return known !== null && told !== null && told < known;
}

/** An order as it is told, with what is stored of it already. */
export function asStored(
  fact: OrderFact,
  before: StoredOrder | undefined,
  customer: CustomerFacts | null,
): StoredOrder {
  const { customerExternalId: _, ...state } = fact;
  return {
    ...state,
    noAwards: before?.noAwards || fact.noAwards,
    id: before?.id ?? newId(),
    customerId: customer?.id ?? null,
    refundedMinor: before?.refundedMinor ?? 0n,
    awards: before?.awards ?? [],
    refunds: before?.refunds ?? [],
    seen: before?.seen ?? null,
  };
}

/** The refunds of an order are those of its customer, also where the shop names that one later. */
function takeOverRefunds(book: Book, order: StoredOrder): void {
  for (const refund of order.refunds) {
    refund.customerId = order.customerId;
    book.writes.refunds.add(refund);
  }
}

/**
 * Books the full state of an order: works out what is new against the stored state, what it earns under the program live
 * when it was paid, what a cancellation or an edit takes back or gives again, and the tier afterwards. Telling it again,
 * or telling an older state, changes nothing.
 */
export function bookOrder(book: Book, fact: OrderFact): Outcome {
  const before = book.orders.get(fact.externalId);
  if (isOldNews(before, fact)) return "unchanged";

  const stored = before?.customerId ? book.customersById.get(before.customerId) : undefined;
  const customer = stored ?? customerOf(book, fact.customerExternalId, fact.email, paidTimeOf(fact));
  const order = asStored(fact, before, customer);
  book.orders.set(order.externalId, order);
  book.writes.orders.add(order);
  if (before) {
    book.writes.orders.delete(before);
    book.writes.lines.delete(before);
  }
  book.writes.lines.set(order, fact.lines);
  if (before && before.customerId !== order.customerId) takeOverRefunds(book, order);
  if (counts(order)) markCodesUsed(book, order, paidTimeOf(order));
  const counted = stored && before;
  if (customer) bookForCustomer(book, order, customer, { counted, news: newsOf(counted, order) });
  if (bringsCodesBack(book, order, changedAt(order))) returnCodes(book, order, changedAt(order));
  for (const refund of book.refunds.values())
    if (refund.waitingForOrder === order.externalId) settleRefund(book, refund, order);
  return before ? "updated" : "created";
}
