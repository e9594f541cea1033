import { creditOf } from "@/lib/domain/earning/credit";
import type { Award, Refusal } from "@/lib/domain/earning/types";
import type { Credit } from "@/lib/domain/ledger/posting";
import { type Book, customerOf } from "./book";
import { asStored, bookOrder } from "./book-order";
import { judge, occasionsOf } from "./judging";
import type { OrderFact } from "./types";

/** What an order would earn and change, if it were paid. */
export type OrderQuote = {
  earns: { award: Award; credit: Credit }[];
  refusals: Refusal[];
  /** Why the customer would be given nothing of it. */
  closed: "blocked" | "not_a_member" | null;
  tierBefore: string | null;
  tierAfter: string | null;
};

/**
 * Books an order that nobody has placed into a book that nobody writes: by the functions that judge and book the real
 * one. The order names its customer; one that the book does not know is a newcomer.
 */
export function quoteOrder(book: Book, fact: OrderFact): OrderQuote {
  const customer = customerOf(book, fact.customerExternalId, fact.email, fact.placedAt);
  const order = asStored(fact, undefined, customer);
  const [paid] = occasionsOf(book, order);
  const nothing = { earns: [], refusals: [], closed: null, tierBefore: null, tierAfter: null };
  if (!customer || !paid?.version) return nothing;
  const { version } = paid;
  const tierBefore = customer.tierKey;
  const { fact: judged, awards, refusals } = judge(book, order, { ...customer }, paid);
  bookOrder(book, fact);
  const to = { customerId: customer.id, sourceType: "order" as const, sourceId: order.externalId };
  const earns = awards.map((award) => ({
    award,
    credit: creditOf(award, { ...to, version, fact: judged, key: "quote", orderId: order.id }),
  }));
  const closed = customer.blockedAt ? "blocked" : customer.enrolledAt ? null : "not_a_member";
  return { earns, refusals, closed, tierBefore, tierAfter: customer.tierKey };
}
