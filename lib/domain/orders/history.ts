import { testsOf } from "@/lib/domain/conditions/schema";
import type { EarningRule } from "@/lib/domain/program/schema";
import { daysBetween, localDateOf } from "@/lib/domain/time";
import { type Book, counts, isTakenBack } from "./book";
import type { CustomerFacts, StoredOrder } from "./types";

/** Whether a rule asks how an order stands among the customer's other orders. */
export function asksHistory({ conditions }: EarningRule): boolean {
  if (conditions === null) return false;
  return testsOf(conditions).some(({ field }) => field === "order_number" || field === "days_since_order");
}

/** The customer's orders that are in the book. */
export function ordersOf(book: Book, customerId: string): StoredOrder[] {
  return [...book.orders.values()].filter((order) => order.customerId === customerId);
}

type Placed = Pick<StoredOrder, "placedAt" | "externalId">;

/** Whether an order comes before another: by the time it was placed, of equal times by its id. */
export function isBefore(one: Placed, other: Placed): boolean {
  const [a, b] = [one.placedAt.getTime(), other.placedAt.getTime()];
  return a === b ? one.externalId < other.externalId : a < b;
}

/**
 * The how-manieth an order is of those that count and of which something is left, and the local days since the one
 * before it. Without the history in the book by the counters, which are `base` without this order.
 */
export function placeOf(
  book: Book,
  order: StoredOrder,
  base: CustomerFacts,
): { number: number; daysSinceOrder: number | null } {
  const days = (since: Date) =>
    daysBetween(localDateOf(since, book.timezone), localDateOf(order.placedAt, book.timezone));
  if (!book.asksHistory) {
    const last = base.lastOrderAt && base.lastOrderAt < order.placedAt ? base.lastOrderAt : null;
    return { number: base.ordersCount + 1, daysSinceOrder: last && days(last) };
  }
  const earlier = ordersOf(book, base.id)
    .filter((one) => one.id !== order.id && counts(one) && !isTakenBack(one) && isBefore(one, order))
    .map(({ placedAt }) => placedAt.getTime());
  if (earlier.length === 0) return { number: 1, daysSinceOrder: null };
  return { number: earlier.length + 1, daysSinceOrder: days(new Date(Math.max(...earlier))) };
}
