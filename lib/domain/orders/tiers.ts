import type { Credit, Debit, Grant } from "@/lib/domain/ledger/posting";
import type { TierLadder } from "@/lib/domain/program/schema";
import { entryRewardsFor, entryRewardsUndone, givesEntryRewards } from "@/lib/domain/tiers/entry-rewards";
import { historyOf, noSources, type TierSources } from "@/lib/domain/tiers/sources";
import { heldAfter, isWindowed, notBefore, standingOn } from "@/lib/domain/tiers/standing";
import type { TierHistory, TierState } from "@/lib/domain/tiers/types";
import { type Book, counts, leftOf } from "./book";
import type { CustomerFacts } from "./types";

/** Moves what is stored on by what the book has posted since. */
function movePoints({ writes }: Book, customerId: string, { points, clawBacks }: TierSources): void {
  const give = (award: string | null, units: bigint) => {
    const given = award === null ? undefined : points.get(award);
    if (given && award !== null) points.set(award, { ...given, amount: given.amount + units });
  };
  for (const posting of writes.postings) {
    if (posting.customerId !== customerId || posting.asset !== "points") continue;
    const { id, occurredAt: at } = posting;
    if (posting.op === "credit" && posting.code === "earn") points.set(id, { at, amount: posting.amount });
    if (posting.op === "debit" && posting.code === "claw_back") {
      const award = posting.clawsBack?.awardTransactionId ?? null;
      clawBacks.set(id, { award, units: posting.amount });
      if (award === null) points.set(id, { at, amount: -posting.amount });
      else give(award, -posting.amount);
    }
    if (posting.op === "undo") {
      const taken = clawBacks.get(posting.reverses);
      if (taken?.award === null) points.delete(posting.reverses);
      else if (taken) give(taken.award, taken.units);
    }
  }
}

/** The facts that a ladder with a window judges a customer by, as the book has them now, without one order. */
function tierHistoryOf(
  book: Book,
  customer: CustomerFacts,
  ladder: TierLadder,
  without?: string,
): TierHistory {
  const stored = book.tierSources.get(customer.id) ?? noSources();
  const sources: TierSources = {
    orders: new Map(stored.orders),
    refunds: new Map(stored.refunds),
    points: new Map(stored.points),
    clawBacks: new Map(stored.clawBacks),
  };
  for (const order of book.orders.values()) {
    sources.orders.delete(order.id);
    if (order.customerId === customer.id && counts(order) && order.id !== without)
      sources.orders.set(order.id, { ...leftOf(order), at: order.placedAt });
  }
  for (const { id, customerId, orderId, waitingForOrder, refundedAt, amountMinor } of book.refunds.values())
    if (customerId === customer.id && orderId === null && waitingForOrder === null)
      sources.refunds.set(id, { at: refundedAt, amountMinor });
  if (ladder.metric === "points") movePoints(book, customer.id, sources);
  return historyOf(ladder.metric, sources);
}

/** Points that have become usable by a time although nothing has been posted of it: the midnight before it may be due still. */
function dueBy(book: Book, customer: CustomerFacts, until: Date): TierHistory {
  const awards = [...book.orders.values()].flatMap((order) =>
    order.customerId === customer.id ? order.awards : [],
  );
  const booked = new Set(awards.map(({ transactionId }) => transactionId));
  const stored = book.pendingPoints.get(customer.id) ?? [];
  const due = [
    ...stored.filter(({ transactionId }) => !booked.has(transactionId)),
    ...awards.flatMap(({ asset, lot, units, clawedBack }) =>
      asset === "points" && lot.isPending && lot.availableFrom
        ? [{ at: lot.availableFrom, units: units - clawedBack }]
        : [],
    ),
  ];
  return due.flatMap(({ at, units }) => (at <= until ? [{ at, amount: units }] : []));
}

type Moment = { at: Date; without?: string; orLater?: boolean };

/**
 * Where a ladder puts a customer at a time, as the book has the facts now; without one order, or at the latest of the
 * facts if that is later.
 */
function standingBy(
  book: Book,
  customer: CustomerFacts,
  ladder: TierLadder | null,
  moment: Moment,
): TierState {
  const { at, without, orLater = false } = moment;
  const due = ladder?.metric === "points" ? dueBy(book, customer, at) : [];
  const judged = {
    ...customer,
    pointsEarned: due.reduce((sum, { amount }) => sum + amount, customer.pointsEarned),
  };
  const history = isWindowed(ladder) ? [...tierHistoryOf(book, customer, ladder, without), ...due] : [];
  const { timezone } = book;
  return standingOn(ladder, judged, history, { at: orLater ? notBefore(history, at) : at, timezone });
}

/** The tier a customer holds by a ladder at a time, as the book has the facts now; without one order. */
export function tierBy(
  book: Book,
  customer: CustomerFacts,
  ladder: TierLadder | null,
  moment: { at: Date; without?: string },
): TierState {
  return standingBy(book, customer, ladder, moment);
}

/** Where the live ladder puts a customer by the facts that the book has now. */
function standingNow(book: Book, customer: CustomerFacts): TierState {
  return standingBy(book, customer, book.live?.document.tiers ?? null, { at: book.asOf, orLater: true });
}

/** Puts a member where the live ladder says, as of now; a change began with the fact of this time. */
export function reviewTier(customer: CustomerFacts, book: Book, at: Date): void {
  const { live } = book;
  if (!live || !customer.enrolledAt) return;
  const state = standingNow(book, customer);
  Object.assign(customer, heldAfter(customer, state, { at, ladderFrom: live.effectiveFrom }));
}

/** What customers held, and had ever reached, before the facts of a book. */
export type TiersBefore = ReadonlyMap<string, { tierKey: string | null; peak: string | null }>;

export function tiersBefore(book: Book): TiersBefore {
  const gives = givesEntryRewards(book.live?.document.tiers ?? null);
  return new Map(
    [...book.customersById].map(([id, customer]) => [
      id,
      { tierKey: customer.tierKey, peak: gives ? standingNow(book, customer).peak : null },
    ]),
  );
}

const none = { tierKey: null, peak: null };

/**
 * The entry rewards of the tiers that the facts of a book have brought their customers into, and those taken back that
 * a refund has undone.
 */
export function entryPostings(
  book: Book,
  before: TiersBefore,
  newCode: () => string,
): (Credit | Grant | Debit)[] {
  const { live: version, asOf: at, timezone } = book;
  const ladder = version?.document.tiers ?? null;
  if (!version || !givesEntryRewards(ladder)) return [];
  return [...book.writes.customers].flatMap((customer) => {
    const { id, tierKey: to } = customer;
    const was = before.get(id) ?? none;
    const member = { id, given: book.givenEntries.get(id) ?? [] };
    const peaks = { before: was.peak, after: standingNow(book, customer).peak };
    const gifts = customer.blockedAt
      ? []
      : entryRewardsFor(member, { from: was.tierKey, to }, { version, at, timezone, newCode });
    return [...gifts, ...entryRewardsUndone(member, peaks, { ladder, at })];
  });
}
