import { takeAutomatic } from "@/lib/domain/orders/automatic";
import type { Book, Outcome } from "@/lib/domain/orders/book";
import { bookOrder } from "@/lib/domain/orders/book-order";
import { bookRefund } from "@/lib/domain/orders/book-refund";
import { challengesBefore, undoMissedChallenges } from "@/lib/domain/orders/challenges";
import { entryPostings, tiersBefore } from "@/lib/domain/orders/tiers";
import { automaticEvents } from "@/lib/domain/rewards/automatic";
import { newRewardCode } from "@/lib/platform/codes";
import { defineLedgerCommand } from "@/lib/platform/command";
import { contentHash } from "@/lib/platform/json";
import type { AuditEntry } from "@/lib/platform/ledger-post";
import { eventsOf, movesOf } from "../events";
import { loadBook } from "../facts";
import { type Moved, movedOf } from "../moved";
import { type RecordOrdersInput, recordOrdersSchema } from "../schema";
import { refuseSlips } from "../slips";

export type RecordedFact = { kind: "order" | "refund"; externalId: string; outcome: Outcome };

export type RecordedOrders = {
  facts: RecordedFact[];
  transactionIds: string[];
  /** What the orders earned: awards of any asset, and the points among them as decimal text. */
  awarded: { transactions: number; units: string };
  /** Points earned less points clawed back, as decimal text. */
  units: string;
  /** The same of every asset, pending units apart; not told of an import. */
  moved: Moved[];
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

/** A history that is loaded without awards gives no entry rewards either. */
function earnsNothing({ facts }: RecordOrdersInput): boolean {
  return facts.every((fact) => (fact.kind === "order" ? fact.order : fact.refund).noAwards);
}

function auditOf({ kind, externalId }: RecordedFact, { facts }: RecordOrdersInput): AuditEntry {
  const after = facts.find(
    (told) => (told.kind === "order" ? told.order.externalId : told.refund.externalId) === externalId,
  );
  return { action: `${kind}.record`, subjectType: kind, subjectId: externalId, after };
}

const undoneEntry = ({ customerId, key }: Book["writes"]["undoneChallenges"][number]): AuditEntry => ({
  action: "challenge.undo",
  subjectType: "customer",
  subjectId: customerId,
  after: { challenge: key },
});

/**
 * Records orders and refunds in the given order: stores them, awards and claws back points under the program live
 * at each fact's own time, moves tiers, marks reward codes as used, and gives them back with an order that is taken
 * back as a whole: the points of one that was taken for points, the code itself of a gift. Challenges whose target is missed
 * again are undone with what they gave. A customer new to the shop with the address of a member who joined on the page is that member.
 * Telling the same again changes nothing, and whatever the order in which states and refunds of an order are told, it ends
 * with the same awards.
 * Rewards that are taken by themselves follow what the orders gave.
 * An import (`batchId`) tells the outside nothing of single rows. Throws VALIDATION for a slip of what is typed `byHand`.
 */
export const recordOrders = defineLedgerCommand({
  name: "orders.record",
  permission: "orders.write",
  input: recordOrdersSchema,
  facts: ({ db, ctx, input, lock }) => loadBook(db, ctx, input, lock),
  plan({ facts: { book, adopted }, input }) {
    const [before, played] = [tiersBefore(book), challengesBefore(book)];
    const recorded = bookAll(book, input);
    if (input.byHand)
      refuseSlips(
        book,
        input.facts,
        recorded.map((fact) => fact.outcome),
      );
    const undone = undoMissedChallenges(book, played);
    const { customers, postings, schedules, returnedCodes: _, undoneChallenges, ...stored } = book.writes;
    const entries = [...undone, ...(earnsNothing(input) ? [] : entryPostings(book, before, newRewardCode))];
    const points = movesOf(book).filter(({ asset }) => asset === "points");
    const sum = (moves: typeof points) => moves.reduce((all, { units }) => all + units, 0n).toString();
    const credits = new Set(postings.filter(({ op }) => op === "credit").map(({ id }) => id));
    const taken = takeAutomatic(book, newRewardCode);
    const changed = recorded.filter((fact) => fact.outcome !== "unchanged");
    const result: RecordedOrders = {
      facts: recorded,
      transactionIds: [...postings, ...entries].map((posting) => posting.id),
      awarded: { transactions: credits.size, units: sum(points.filter(({ id }) => credits.has(id))) },
      units: sum(points),
      moved: input.batchId ? [] : movedOf(book),
    };
    return {
      result,
      customers,
      book: stored,
      postings: [...postings, ...entries, ...taken.flatMap((one) => one.postings)],
      schedules,
      undoneChallenges,
      batchId: input.batchId,
      audit: [
        ...adopted,
        ...undoneChallenges.map(undoneEntry),
        ...(input.batchId ? [] : changed.map((fact) => auditOf(fact, input))),
      ],
      events: input.batchId
        ? []
        : [
            ...eventsOf(book, before, entries),
            ...taken.flatMap((one) => automaticEvents(one.postings, one.customer.externalId)),
          ],
    };
  },
});
