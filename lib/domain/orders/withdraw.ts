import { newId } from "@/lib/domain/id";
import type { Book } from "./book";
import { bookForCustomer } from "./book-order";
import { moveRefunded } from "./book-refund";
import { bringsCodesBack, returnCodes } from "./codes";
import { reviewTier } from "./tiers";
import type { StoredOrder, StoredRefund } from "./types";

/** A claw-back of a refund that named no order. */
export type LooseTaken = { transactionId: string; asset: string; units: bigint };

/** Gives back what a refund that named no order had taken from its customer. */
function giveBack(book: Book, refund: StoredRefund, taken: readonly LooseTaken[], at: Date): void {
  const customer = refund.customerId ? book.customersById.get(refund.customerId) : undefined;
  if (!customer) return;
  customer.spendMinor += refund.amountMinor;
  book.tierSources.get(customer.id)?.refunds.delete(refund.id);
  for (const { transactionId, asset, units } of taken) {
    if (asset === "points") customer.pointsEarned += units;
    book.writes.postings.push({
      ...{ op: "undo", code: "reverse", id: newId(), key: `undo:${transactionId}` },
      ...{ customerId: customer.id, asset, occurredAt: at, reverses: transactionId },
      ...{ sourceType: "refund", sourceId: refund.externalId },
      graceDays: book.live?.document.returnGraceDays ?? 0,
    });
  }
  reviewTier(customer, book, at);
  book.writes.customers.add(customer);
}

/**
 * Takes a refund out of the books that should never have been told: its order stands as if it had not been, and what it took
 * is given back. Codes that it had brought back stay with their holders.
 */
export function withdrawRefund(
  book: Book,
  refund: StoredRefund,
  taken: readonly LooseTaken[],
  at: Date,
): void {
  book.refunds.delete(refund.externalId);
  const order = [...book.orders.values()].find(({ id }) => id === refund.orderId);
  if (!order) {
    if (refund.waitingForOrder === null) giveBack(book, refund, taken, at);
    return;
  }
  const before = { ...order };
  order.refunds = order.refunds.filter(({ id }) => id !== refund.id);
  moveRefunded(book, order, before, { at, sourceType: "refund", sourceId: refund.externalId });
}

/**
 * Makes an order void that should never have been told: it gives back all it earned, and counts for nothing. Told again, it is
 * news, whatever was told of it before.
 */
export function withdrawOrder(book: Book, stored: StoredOrder, at: Date): void {
  const order: StoredOrder = {
    ...stored,
    ...{ status: "voided", cancelledAt: at, shopUpdatedAt: null, noAwards: false },
    contentHash: `withdrawn:${newId()}`,
  };
  book.orders.set(order.externalId, order);
  book.writes.orders.delete(stored);
  book.writes.orders.add(order);
  const customer = order.customerId ? book.customersById.get(order.customerId) : undefined;
  if (customer) bookForCustomer(book, order, customer, { counted: stored, news: {} });
  if (bringsCodesBack(book, order, at)) returnCodes(book, order, at);
}
