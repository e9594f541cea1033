import { daysBetween, localDateOf } from "@/lib/domain/time";
import type { Book } from "./book";
import { bookForCustomer } from "./book-order";
import type { CustomerFacts, StoredOrder } from "./types";

/**
 * Gives an order to who joins: one that a guest placed with the same address becomes the member's, and earns by the program
 * of its own time if it is at most `claimDays` old; an own one from before joining earns as well.
 */
export function claimOrder(
  book: Book,
  stored: StoredOrder,
  customer: CustomerFacts,
  { at, claimDays }: { at: Date; claimDays: number },
): void {
  const isOwn = stored.customerId === customer.id;
  const age = daysBetween(localDateOf(stored.placedAt, book.timezone), localDateOf(at, book.timezone));
  const order: StoredOrder = {
    ...stored,
    customerId: customer.id,
    noAwards: stored.noAwards || (!isOwn && age > claimDays),
    isClaimed: true,
    refunds: stored.refunds.map((refund) => ({ ...refund, customerId: customer.id })),
  };
  book.orders.set(order.externalId, order);
  book.writes.orders.add(order);
  for (const refund of order.refunds) {
    book.refunds.set(refund.externalId, refund);
    book.writes.refunds.add(refund);
  }
  const news = { "order.paid": true, "order.delivered": true };
  bookForCustomer(book, order, customer, { counted: isOwn ? stored : undefined, news });
}
