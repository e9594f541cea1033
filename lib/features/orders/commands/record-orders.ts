import type { Book, Outcome } from "@/lib/domain/orders/book";
import { bookOrder } from "@/lib/domain/orders/book-order";
import { bookRefund } from "@/lib/domain/orders/book-refund";
import { defineLedgerCommand } from "@/lib/platform/command";
import { contentHash } from "@/lib/platform/json";
import type { AuditEntry, OutboxEvent } from "@/lib/platform/ledger-post";
import { loadBook } from "../facts";
import { type RecordOrdersInput, recordOrdersSchema } from "../schema";
import { refuseSlips } from "../slips";

export type RecordedFact = { kind: "order" | "refund"; externalId: string; outcome: Outcome };

export type RecordedOrders = {
  facts: RecordedFact[];
  transactionIds: string[];
  /** What the orders earned; `units` as decimal text. */
  awarded: { transactions: number; units: string };
  /** Points earned less points clawed back, as decimal text. */
  units: string;
};

function bookAll(book: Book, input: RecordOrdersInput): RecordedFact[] {
  return input.facts.map((fact) => {
    if (fact.kind === "order") {
      const outcome = bookOrder(book, { ...fact.order, contentHash: contentHash(fact.order) });
      return { kind: fact.kind, externalId: fact.order.externalId, outcome };
    }
    const outcome = bookRefund(book, { ...fact.refund, contentHash: contentHash(fact.refund) });
    return { kind: fact.kind, externalId: fact.refund.externalId, outcome };
  });
}

function eventsOf(book: Book, tiersBefore: Map<string, string | null>): OutboxEvent[] {
  const points = book.writes.postings.flatMap((posting) => {
    if (posting.op === "undo") return [];
    const customer = book.customersById.get(posting.customerId)?.externalId;
    const type = posting.op === "credit" ? "points.earned" : "points.clawed_back";
    return [{ type, payload: { customer, amount: posting.amount.toString(), transaction: posting.id } }];
  });
  const tiers = [...book.writes.customers].flatMap((customer) => {
    const before = tiersBefore.get(customer.id) ?? null;
    if (before === customer.tierKey) return [];
    return [
      {
        type: "tier.changed",
        payload: { customer: customer.externalId, from: before, to: customer.tierKey },
      },
    ];
  });
  const returned = book.writes.returnedCodes.map(
    ({ id, customerExternalId: customer, reward, price, code }) => {
      const payload = { customer, reward: reward.key, redemption: id };
      // The code of a gift works again.
      if (price === 0n) return { type: "reward.issued", payload: { ...payload, code } };
      return { type: "reward.cancelled", payload };
    },
  );
  return [...points, ...tiers, ...returned];
}

function auditOf({ kind, externalId }: RecordedFact, { facts }: RecordOrdersInput): AuditEntry {
  const after = facts.find(
    (told) => (told.kind === "order" ? told.order.externalId : told.refund.externalId) === externalId,
  );
  return { action: `${kind}.record`, subjectType: kind, subjectId: externalId, after };
}

/**
 * Records orders and refunds in the given order: stores them, awards and claws back points under the program live
 * at each fact's own time, moves tiers, marks reward codes as used, and gives them back with an order that is taken
 * back as a whole: the points of one that was taken for points, the code itself of a gift. A customer new to the shop with the address of a member who joined on the page is that member.
 * Telling the same again changes nothing.
 * An import (`batchId`) tells the outside nothing of single rows. Throws VALIDATION for a slip of what is typed `byHand`.
 */
export const recordOrders = defineLedgerCommand({
  name: "orders.record",
  permission: "orders.write",
  input: recordOrdersSchema,
  facts: ({ db, ctx, input, lock }) => loadBook(db, ctx, input, lock),
  plan({ facts: { book, adopted }, input }) {
    const tiersBefore = new Map([...book.customersById].map(([id, customer]) => [id, customer.tierKey]));
    const recorded = bookAll(book, input);
    if (input.byHand)
      refuseSlips(
        book,
        input.facts,
        recorded.map((fact) => fact.outcome),
      );
    const { customers, postings, returnedCodes: _, ...stored } = book.writes;
    const units = postings.reduce((sum, posting) => {
      if (posting.op === "undo") return sum;
      return posting.op === "credit" ? sum + posting.amount : sum - posting.amount;
    }, 0n);
    const credits = postings.filter((posting) => posting.op === "credit");
    const changed = recorded.filter((fact) => fact.outcome !== "unchanged");
    const result: RecordedOrders = {
      facts: recorded,
      transactionIds: postings.map((posting) => posting.id),
      awarded: {
        transactions: credits.length,
        units: credits.reduce((sum, credit) => sum + credit.amount, 0n).toString(),
      },
      units: units.toString(),
    };
    return {
      result,
      customers,
      book: stored,
      postings,
      batchId: input.batchId,
      audit: [...adopted, ...(input.batchId ? [] : changed.map((fact) => auditOf(fact, input)))],
      events: input.batchId ? [] : eventsOf(book, tiersBefore),
    };
  },
});
