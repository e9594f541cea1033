import { creditOf } from "@/lib/domain/earning/credit";
import type { Award, Refusal } from "@/lib/domain/earning/types";
import type { Credit, Debit, Grant, Posting } from "@/lib/domain/ledger/posting";
import { takeAutomatic } from "./automatic";
import { type Book, customerOf } from "./book";
import { asStored, bookOrder } from "./book-order";
import { judge, occasionsOf } from "./judging";
import { entryPostings, tiersBefore } from "./tiers";
import type { OrderFact } from "./types";

/** What an order would earn and change, if it were paid. */
export type OrderQuote = {
  earns: { award: Award; credit: Credit }[];
  refusals: Refusal[];
  /** Why the customer would be given nothing of it. */
  closed: "blocked" | "not_a_member" | null;
  /** What entering a tier by it gives. */
  entries: (Credit | Grant | Debit)[];
  /** The rewards that are then taken by themselves. */
  taken: (Credit | Debit)[];
  /** All that would be posted. */
  postings: Posting[];
  tierBefore: string | null;
  tierAfter: string | null;
};

const nothing: OrderQuote = {
  earns: [],
  refusals: [],
  closed: null,
  entries: [],
  taken: [],
  postings: [],
  tierBefore: null,
  tierAfter: null,
};

/** Codes of a quote are shown to nobody. */
const noCode = () => "";

/**
 * Books an order that nobody has placed into a book that nobody writes: by the functions that judge and book the real
 * one. The order names its customer; one that the book does not know is a newcomer.
 */
export function quoteOrder(book: Book, fact: OrderFact): OrderQuote {
  const before = tiersBefore(book);
  const customer = customerOf(book, fact.customerExternalId, fact.email, fact.placedAt);
  const order = asStored(fact, undefined, customer);
  const [paid] = occasionsOf(book, order);
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
  const entries = entryPostings(book, before, noCode);
  const taken = takeAutomatic(book, noCode).flatMap((one) => one.postings);
  const postings = [...book.writes.postings, ...entries, ...taken];
  return { earns, refusals, closed, entries, taken, postings, tierBefore, tierAfter: customer.tierKey };
}
