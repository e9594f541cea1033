import { takenOf } from "@/lib/domain/earning/claw-back";
import { creditOf } from "@/lib/domain/earning/credit";
import { newId } from "@/lib/domain/id";
import type { Credit } from "@/lib/domain/ledger/posting";
import { versionAt } from "@/lib/domain/program/versions";
import { midnightOf } from "@/lib/domain/time";
import { type Book, type Contribution, contributionOf, counts } from "./book";
import { type Group, groupsOf, type News } from "./groups";
import { isBefore, ordersOf } from "./history";
import { lineIdsOf } from "./judging";
import type { CustomerFacts, StoredAward, StoredOrder } from "./types";

/** What made an order be looked at again. */
export type Cause = { at: Date; sourceType: "order" | "refund"; sourceId: string };

type Subject = { book: Book; order: StoredOrder; customer: CustomerFacts; cause: Cause };

/** The counter that tiers read, as the ledger will have it after these postings. */
function countPoints(customer: CustomerFacts, { asset, lot }: StoredAward, units: bigint): void {
  if (asset === "points" && !lot.isPending) customer.pointsEarned += units;
}

/** From when the units of a credit can be used; null while something is awaited. */
function usableFrom({ pending, occurredAt }: Credit, timezone: string): Date | null {
  if (!pending) return occurredAt;
  return "availableOn" in pending ? midnightOf(pending.availableOn, timezone) : null;
}

const newestFirst = <T>(list: readonly T[]): T[] => [...list].reverse();

/** Takes units back from awards, the newest first. */
function clawBack({ book, customer, cause }: Subject, awards: readonly StoredAward[], units: bigint): void {
  const { document } = versionAt(book.versions, cause.at) ?? book.live ?? {};
  let left = units;
  for (const award of newestFirst(awards)) {
    const has = award.units - award.clawedBack;
    const amount = has < left ? has : left;
    if (amount <= 0n) continue;
    left -= amount;
    const id = newId();
    book.writes.postings.push({
      op: "debit",
      code: "claw_back",
      account: "clawed_back",
      id,
      key: `claw_back:${award.transactionId}:${award.clawBacks.length}`,
      customerId: customer.id,
      asset: award.asset,
      amount,
      occurredAt: cause.at,
      allowNegative: true,
      ...(document?.refunds.policy === "clamp_to_zero" ? { clamp: true } : {}),
      ownLotsOf: [award.transactionId],
      clawsBack: { awardTransactionId: award.transactionId },
      sourceType: cause.sourceType,
      sourceId: cause.sourceId,
    });
    award.clawedBack += amount;
    award.clawBacks.push({ transactionId: id, units: amount, undone: false });
    countPoints(customer, award, -amount);
  }
}

/** Undoes claw-backs, the latest first, until so many units are back; returns what is still missing, below 0 if too much. */
function undoClawBacks({ book, customer, cause }: Subject, awards: readonly StoredAward[], units: bigint) {
  let left = units;
  for (const award of newestFirst(awards))
    for (const taken of newestFirst(award.clawBacks)) {
      if (taken.undone) continue;
      if (left <= 0n) return left;
      left -= taken.units;
      taken.undone = true;
      award.clawedBack -= taken.units;
      countPoints(customer, award, taken.units);
      book.writes.postings.push({
        op: "undo",
        code: "reverse",
        id: newId(),
        key: `undo:${taken.transactionId}`,
        customerId: customer.id,
        asset: award.asset,
        occurredAt: cause.at,
        sourceType: cause.sourceType,
        sourceId: cause.sourceId,
        reverses: taken.transactionId,
        graceDays: book.live?.document.returnGraceDays ?? 0,
      });
    }
  return left;
}

/** Whether an order of this customer may be given something: members who are not blocked, and for orders before joining as the program says. */
function mayEarn({ order, customer }: Subject, { fact, version }: NonNullable<Group["judged"]>): boolean {
  if (order.noAwards || customer.blockedAt || !customer.enrolledAt) return false;
  const { type, ordersBeforeJoining } = version.document.enrolment;
  return (
    type === "automatic" ||
    ordersBeforeJoining ||
    fact.at >= customer.enrolledAt ||
    order.isClaimed === true ||
    order.awards.length > 0
  );
}

/** Gives what is missing: as a first award, or on top of the earlier ones. */
function giveMore(subject: Subject, { judged, stored, due }: Group, units: bigint): void {
  if (!judged || units <= 0n || !mayEarn(subject, judged)) return;
  const { book, order, customer } = subject;
  const { award, fact, version } = judged;
  const more = stored.length > 0 ? `-${stored.length + 1}` : "";
  const credit = creditOf(
    { ...award, units },
    {
      version,
      fact,
      key: `order:${order.externalId}:earn${more}`,
      orderId: order.id,
      customerId: customer.id,
      sourceType: "order",
      sourceId: order.externalId,
    },
  );
  book.writes.postings.push(credit);
  const { ruleKey, asset, basisMinor, rounding, lines } = award;
  const byLine = due?.byLine ?? false;
  const { pending } = credit;
  if (pending && "awaits" in pending && award.activation.type === "event") {
    const { id: transactionId, lotId } = credit;
    const waiting = { ...pending, transactionId, lotId, customerId: customer.id, occurredAt: fact.at, units };
    const own = book.awaiting.get(customer.id) ?? [];
    const lot = { ...waiting, asset: award.asset, ruleKey: award.ruleKey, document: version.document };
    book.awaiting.set(customer.id, [...own, lot]);
  }
  const given: StoredAward = {
    ...{ ruleKey, asset, basisMinor, rounding, lines, byLine, units },
    transactionId: credit.id,
    programVersion: version.number,
    occurredAt: fact.at,
    clawedBack: 0n,
    clawBacks: [],
    judged: award.trace.facts,
    lot: {
      id: credit.lotId,
      isPending: pending !== undefined,
      awaits: pending && "awaits" in pending ? pending.awaits : null,
      availableFrom: usableFrom(credit, book.timezone),
    },
    credit,
  };
  order.awards.push(given);
  stored.push(given);
  countPoints(customer, given, units);
}

/** Posts the difference between what a rule gave an order, net of claw-backs, and what is due by it now. */
function settle(subject: Subject, group: Group): void {
  const { order } = subject;
  const { stored, due } = group;
  // A first award is given whole, also where refunds came before it: they take their share of all of it.
  if (stored.length === 0 && due) giveMore(subject, group, due.units);
  const taken = due ? takenOf(due, { ...order, whole: isWhole(order), lineIds: lineIdsOf(order) }) : 0n;
  const net = due ? due.units - taken : 0n;
  const has = stored.reduce((sum, award) => sum + award.units - award.clawedBack, 0n);
  const missing = net > has ? undoClawBacks(subject, stored, net - has) : net - has;
  if (missing < 0n) clawBack(subject, stored, -missing);
  else if (stored.length > 0) giveMore(subject, group, missing);
}

/** Nothing of the order is left, whatever its refunds add up to. */
const isWhole = (order: StoredOrder) => !counts(order) || order.status === "refunded";

/**
 * Posts what is missing or too much between what an order has earned and what it is due as it is now: awards, claw-backs,
 * and claw-backs undone. The state is declared: whatever told of it, and in whichever order, the end is the same.
 * `own` is what the order adds to the customer's counters at this moment.
 */
export function reconcile(
  book: Book,
  order: StoredOrder,
  customer: CustomerFacts,
  cause: Cause,
  { own, news = {} }: { own: Contribution; news?: News },
): void {
  const subject = { book, order, customer, cause };
  for (const group of groupsOf(book, order, customer, own, news)) settle(subject, group);
}

/**
 * Looks at the customer's later orders again where a rule asks for their place among the orders and this one's place has
 * moved: a second purchase is not one any more when the first is taken back.
 */
export function reconcileLater(
  book: Book,
  order: StoredOrder,
  before: StoredOrder | undefined,
  customer: CustomerFacts,
  cause: Cause,
): void {
  if (!book.asksHistory) return;
  const wasThere = contributionOf(before).orders > 0;
  const isThere = contributionOf(order).orders > 0;
  const hasMoved = before?.placedAt.getTime() !== order.placedAt.getTime();
  if (wasThere === isThere && (!isThere || !hasMoved)) return;
  const first = before && wasThere && isBefore(before, order) ? before : order;
  const later = ordersOf(book, customer.id).filter(
    (other) => other.id !== order.id && counts(other) && isBefore(first, other),
  );
  for (const other of later.sort((a, b) => (isBefore(a, b) ? -1 : 1)))
    reconcile(book, other, customer, cause, { own: contributionOf(other) });
}
