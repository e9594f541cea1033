import { awardsForOrder } from "@/lib/domain/earning/calculate";
import { clawBackOf, clawBackWithoutOrder } from "@/lib/domain/earning/claw-back";
import { invariant } from "@/lib/domain/errors";
import { newId } from "@/lib/domain/id";
import type { Posting } from "@/lib/domain/ledger/posting";
import type { ProgramDocument, ProgramVersion } from "@/lib/domain/program/schema";
import { versionAt } from "@/lib/domain/program/versions";
import { tierFor } from "@/lib/domain/tiers/evaluate";
import { addMonths, localDateOf } from "@/lib/domain/time";
import { markCodesUsed, returnCodes } from "./codes";
import type {
  CustomerFacts,
  HeldCode,
  OrderFact,
  OrderLine,
  RefundFact,
  StoredOrder,
  StoredRefund,
  UsedRedemption,
} from "./types";

/**
 * Facts of a handful of customers and orders, and what is to be written. Booking an order or a refund moves the
 * facts on in memory, so that the next one is judged on the state the one before it left.
 */
export type Book = {
  timezone: string;
  versions: readonly ProgramVersion[];
  /** The program in force now: tiers are kept by its ladder, however old a fact is. */
  live: ProgramVersion | null;
  /** By external id. */
  customers: Map<string, CustomerFacts>;
  customersById: Map<string, CustomerFacts>;
  /** By external id. */
  orders: Map<string, StoredOrder>;
  refunds: Map<string, StoredRefund>;
  /** Codes that an order may use, by code. */
  openCodes: Map<string, HeldCode>;
  /** Codes that orders have used, by the id of the order. */
  usedCodes: Map<string, HeldCode[]>;
  writes: {
    customers: Set<CustomerFacts>;
    orders: Set<StoredOrder>;
    lines: Map<StoredOrder, OrderLine[]>;
    refunds: Set<StoredRefund>;
    postings: Posting[];
    usedRedemptions: UsedRedemption[];
    returnedCodes: HeldCode[];
  };
};

export type Outcome = "created" | "updated" | "unchanged" | "waiting";

/** The month-based expiry of units that become available on the day of `at`. */
export function expiryOf(program: ProgramDocument, at: Date, timezone: string): string | null {
  if (program.expiry.type === "none") return null;
  return addMonths(localDateOf(at, timezone), program.expiry.months);
}

/** Orders that count: paid (also partly or wholly refunded), not cancelled, voided, pending or test. */
export function counts(order: Pick<OrderFact, "status" | "isTest">): boolean {
  return !order.isTest && ["paid", "partially_refunded", "refunded"].includes(order.status);
}

/** What is refunded of an order: what its refunds add up to; all of it where the shop says so. At most the total. */
function refundedOf(order: StoredOrder): bigint {
  if (!counts(order) || order.status === "refunded") return order.totalMinor;
  return order.refundedMinor < order.totalMinor ? order.refundedMinor : order.totalMinor;
}

/** Whether nothing is left of an order: cancelled, or wholly refunded. */
function isTakenBack(order: StoredOrder): boolean {
  if (!counts(order) || order.status === "refunded") return true;
  return order.refundedMinor > 0n && order.refundedMinor >= order.totalMinor;
}

/** What an order adds to its customer's counters. */
function contributionOf(order: StoredOrder | undefined): { orders: number; spendMinor: bigint } {
  if (!order || !counts(order)) return { orders: 0, spendMinor: 0n };
  const left = order.totalMinor - refundedOf(order);
  const whollyRefunded = left <= 0n && refundedOf(order) > 0n;
  return { orders: whollyRefunded || order.status === "refunded" ? 0 : 1, spendMinor: left };
}

function customerOf(
  book: Book,
  externalId: string | null,
  email: string | null,
  at: Date,
): CustomerFacts | null {
  if (externalId === null) return null;
  const known = book.customers.get(externalId);
  if (known) return known;
  const customer: CustomerFacts = {
    id: newId(),
    externalId,
    email,
    version: null,
    createdAt: at,
    enrolledAt: null,
    blockedAt: null,
    ordersCount: 0,
    spendMinor: 0n,
    pointsEarned: 0n,
    firstOrderAt: null,
    lastOrderAt: null,
    tierKey: null,
    tierSince: null,
  };
  book.customers.set(externalId, customer);
  book.customersById.set(customer.id, customer);
  return customer;
}

/** Enrolment is automatic: who is identified is a member from the first fact under a live program. */
function enrol(customer: CustomerFacts, version: ProgramVersion | null, at: Date): void {
  if (version && !customer.enrolledAt) customer.enrolledAt = at;
}

function reviewTier(customer: CustomerFacts, { live }: Book, at: Date): void {
  if (!live || !customer.enrolledAt) return;
  const tier = tierFor(live.document.tiers, customer);
  if (tier === customer.tierKey) return;
  customer.tierKey = tier;
  const since = at > live.effectiveFrom ? at : live.effectiveFrom;
  customer.tierSince = tier ? since : null;
}

/** What the order earns under the program of its time; `tierKey` is the tier held before it on that program's ladder. */
function earn(
  book: Book,
  order: StoredOrder,
  customer: CustomerFacts,
  { version, tierKey, at }: { version: ProgramVersion; tierKey: string | null; at: Date },
): void {
  if (order.noAwards || order.awards.length > 0 || customer.blockedAt) return;
  const on = localDateOf(at, book.timezone);
  for (const award of awardsForOrder(version.document, { ...order, on, tierKey })) {
    const id = newId();
    order.awards.push({ ...award, transactionId: id, clawedBack: 0n });
    customer.pointsEarned += award.units;
    book.writes.postings.push({
      op: "credit",
      code: "earn",
      account: "issued",
      id,
      lotId: newId(),
      key: `order:${order.externalId}:earn:${award.ruleKey}`,
      customerId: customer.id,
      asset: award.asset,
      amount: award.units,
      occurredAt: at,
      expiresOn: expiryOf(version.document, at, book.timezone),
      sourceType: "order",
      sourceId: order.externalId,
      programVersion: version.number,
      trace: award.trace,
      award: {
        orderId: order.id,
        ruleKey: award.ruleKey,
        basisMinor: award.basisMinor,
        rounding: award.rounding,
      },
    });
  }
}

type ClawBackSource = { at: Date; sourceType: "order" | "refund"; sourceId: string; key: string };

/** Takes back what the refunded share of the order had earned, award by award. */
function clawBack(book: Book, order: StoredOrder, customer: CustomerFacts, source: ClawBackSource): void {
  const nothingTaken = counts(order) && order.status !== "refunded" && order.refundedMinor === 0n;
  if (nothingTaken) return;
  for (const award of order.awards) {
    const units = clawBackOf(award, refundedOf(order), order.totalMinor);
    if (units === 0n) continue;
    // An order can change more than once: what was taken before tells one claw-back from the next.
    const key = `${source.key}:${award.transactionId}:${award.clawedBack}`;
    award.clawedBack += units;
    customer.pointsEarned -= units;
    book.writes.postings.push({
      op: "debit",
      code: "claw_back",
      account: "clawed_back",
      id: newId(),
      key,
      customerId: customer.id,
      asset: award.asset,
      amount: units,
      occurredAt: source.at,
      allowNegative: true,
      ownLotsOf: [award.transactionId],
      clawsBack: { awardTransactionId: award.transactionId },
      sourceType: source.sourceType,
      sourceId: source.sourceId,
    });
  }
}

function bookOnCustomer(customer: CustomerFacts, before: StoredOrder | undefined, after: StoredOrder): void {
  const [was, is] = [contributionOf(before), contributionOf(after)];
  customer.ordersCount += is.orders - was.orders;
  customer.spendMinor += is.spendMinor - was.spendMinor;
  if (!counts(after)) return;
  const at = after.placedAt;
  if (!customer.firstOrderAt || at < customer.firstOrderAt) customer.firstOrderAt = at;
  if (!customer.lastOrderAt || at > customer.lastOrderAt) customer.lastOrderAt = at;
}

/**
 * Books the full state of an order: works out what is new against the stored state, what it earns under the
 * program live when it was paid, what a cancellation takes back, and the tier afterwards. Telling it again, or
 * telling an older state, changes nothing.
 */
export function bookOrder(book: Book, fact: OrderFact): Outcome {
  const before = book.orders.get(fact.externalId);
  if (before?.contentHash === fact.contentHash) return "unchanged";
  if (before?.shopUpdatedAt && fact.shopUpdatedAt && fact.shopUpdatedAt < before.shopUpdatedAt)
    return "unchanged";

  const at = fact.paidAt ?? fact.placedAt;
  const stored = before?.customerId ? book.customersById.get(before.customerId) : undefined;
  const customer = stored ?? customerOf(book, fact.customerExternalId, fact.email, at);
  const { lines, customerExternalId: _, ...state } = fact;
  const order: StoredOrder = {
    ...state,
    noAwards: before?.noAwards || fact.noAwards,
    id: before?.id ?? newId(),
    customerId: customer?.id ?? null,
    refundedMinor: before?.refundedMinor ?? 0n,
    awards: before?.awards ?? [],
    seen: before?.seen ?? null,
  };
  book.orders.set(order.externalId, order);
  book.writes.orders.add(order);
  if (before) {
    book.writes.orders.delete(before);
    book.writes.lines.delete(before);
  }
  book.writes.lines.set(order, lines);
  if (counts(order)) markCodesUsed(book, order, at);
  if (customer) {
    const version = versionAt(book.versions, at);
    const tierKey = version && customer.enrolledAt ? tierFor(version.document.tiers, customer) : null;
    if (counts(order)) enrol(customer, version, at);
    if (counts(order) && version && customer.enrolledAt)
      earn(book, order, customer, { version, tierKey, at });
    bookOnCustomer(customer, stored ? before : undefined, order);
    const ended = order.cancelledAt ?? order.shopUpdatedAt ?? at;
    clawBack(book, order, customer, {
      at: counts(order) ? at : ended,
      sourceType: "order",
      sourceId: order.externalId,
      key: `order:${order.externalId}:${order.status}`,
    });
    reviewTier(customer, book, at);
    book.writes.customers.add(customer);
  }
  if (isTakenBack(order)) returnCodes(book, order, order.cancelledAt ?? order.shopUpdatedAt ?? at);
  for (const refund of book.refunds.values())
    if (refund.waitingForOrder === order.externalId) settleRefund(book, refund, order);
  return before ? "updated" : "created";
}

/** Joins a refund with its order, and takes back its share of what the order earned. */
function settleRefund(book: Book, refund: StoredRefund, order: StoredOrder): void {
  const before = { ...order };
  const customer = order.customerId ? book.customersById.get(order.customerId) : undefined;
  refund.orderId = order.id;
  refund.waitingForOrder = null;
  refund.customerId = order.customerId;
  order.refundedMinor += refund.amountMinor;
  book.writes.orders.add(order);
  book.writes.refunds.add(refund);
  if (isTakenBack(order)) returnCodes(book, order, refund.refundedAt);
  if (!customer) return;
  bookOnCustomer(customer, before, order);
  clawBack(book, order, customer, {
    at: refund.refundedAt,
    sourceType: "refund",
    sourceId: refund.externalId,
    key: `refund:${refund.externalId}:claw_back`,
  });
  reviewTier(customer, book, refund.refundedAt);
  book.writes.customers.add(customer);
}

/** A refund that names no order takes back by the base rule of its own day, on its own amount. */
function settleWithoutOrder(
  book: Book,
  refund: StoredRefund,
  customer: CustomerFacts,
  { noAwards }: RefundFact,
): void {
  const version = versionAt(book.versions, refund.refundedAt);
  enrol(customer, version, refund.refundedAt);
  customer.spendMinor -= refund.amountMinor;
  book.writes.customers.add(customer);
  if (version && !noAwards) {
    const on = localDateOf(refund.refundedAt, book.timezone);
    const due = clawBackWithoutOrder(version.document, refund.amountMinor, on);
    if (due) {
      customer.pointsEarned -= due.units;
      book.writes.postings.push({
        op: "debit",
        code: "claw_back",
        account: "clawed_back",
        id: newId(),
        key: `refund:${refund.externalId}:claw_back`,
        customerId: customer.id,
        asset: "points",
        amount: due.units,
        occurredAt: refund.refundedAt,
        allowNegative: true,
        sourceType: "refund",
        sourceId: refund.externalId,
        programVersion: version.number,
        trace: { rule: due.ruleKey, refunded: refund.amountMinor.toString() },
      });
    }
  }
  reviewTier(customer, book, refund.refundedAt);
}

/** Books a refund: on its order, or, without one, on its customer; a refund of an unknown order waits for it. */
export function bookRefund(book: Book, fact: RefundFact): Outcome {
  const known = book.refunds.get(fact.externalId);
  if (known) return "unchanged";
  const refund: StoredRefund = {
    id: newId(),
    externalId: fact.externalId,
    orderId: null,
    waitingForOrder: fact.orderExternalId,
    customerId: null,
    refundedAt: fact.refundedAt,
    amountMinor: fact.amountMinor,
    lines: fact.lines,
    contentHash: fact.contentHash,
  };
  book.refunds.set(refund.externalId, refund);
  book.writes.refunds.add(refund);
  if (fact.orderExternalId !== null) {
    const order = book.orders.get(fact.orderExternalId);
    if (!order) return "waiting";
    settleRefund(book, refund, order);
    return "created";
  }
  const customer = customerOf(book, fact.customerExternalId, null, fact.refundedAt);
  invariant(customer, "a refund names an order or a customer");
  refund.customerId = customer.id;
  settleWithoutOrder(book, refund, customer, fact);
  return "created";
}
