import { clawBackWithoutOrder } from "@/lib/domain/earning/claw-back";
import { invariant } from "@/lib/domain/errors";
import { newId } from "@/lib/domain/id";
import type { ProgramVersion } from "@/lib/domain/program/schema";
import { versionAt } from "@/lib/domain/program/versions";
import { localDateOf } from "@/lib/domain/time";
import { type Book, bookOnCustomer, contributionOf, customerOf, enrol, type Outcome } from "./book";
import { bringsCodesBack, returnCodes } from "./codes";
import { type Cause, reconcile, reconcileLater } from "./reconcile";
import { reviewTier } from "./tiers";
import type { CustomerFacts, RefundFact, StoredOrder, StoredRefund } from "./types";

/** What was refunded of an order by now; moves what hangs on what is left of it. `before` is the order as it was. */
export function moveRefunded(book: Book, order: StoredOrder, before: StoredOrder, cause: Cause): void {
  order.refundedMinor = order.refunds.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  book.writes.orders.add(order);
  const { at } = cause;
  if (bringsCodesBack(book, order, at)) returnCodes(book, order, at);
  const customer = order.customerId ? book.customersById.get(order.customerId) : undefined;
  if (!customer) return;
  reconcile(book, order, customer, cause, { own: contributionOf(before) });
  bookOnCustomer(customer, before, order);
  reconcileLater(book, order, before, customer, cause);
  reviewTier(customer, book, at);
  book.writes.customers.add(customer);
}

/** Joins a refund with its order, new or told anew, and moves what hangs on what is left of the order. */
export function settleRefund(book: Book, refund: StoredRefund, order: StoredOrder): void {
  const before = { ...order };
  refund.orderId = order.id;
  refund.waitingForOrder = null;
  refund.customerId = order.customerId;
  order.refunds = [...order.refunds.filter(({ id }) => id !== refund.id), refund];
  book.writes.refunds.add(refund);
  const { refundedAt: at, externalId: sourceId } = refund;
  moveRefunded(book, order, before, { at, sourceType: "refund", sourceId });
}

/** Whether a customer was a member when something was refunded; where enrolment is automatic the refund itself makes one. */
function wasMember({ enrolledAt }: CustomerFacts, { document }: ProgramVersion, at: Date): boolean {
  return enrolledAt !== null && (document.enrolment.type === "automatic" || enrolledAt <= at);
}

/** A refund that names no order takes back by the base rule of its own day, on its own amount, from who is a member. */
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
  if (version && wasMember(customer, version, refund.refundedAt) && !noAwards) {
    const on = localDateOf(refund.refundedAt, book.timezone);
    for (const due of clawBackWithoutOrder(version.document, refund.amountMinor, on)) {
      if (due.asset === "points") customer.pointsEarned -= due.units;
      book.writes.postings.push({
        op: "debit",
        code: "claw_back",
        account: "clawed_back",
        id: newId(),
        // Of this telling: a refund that was taken back may be told again.
        key: `refund:${refund.id}:claw_back:${due.asset}`,
        customerId: customer.id,
        asset: due.asset,
        amount: due.units,
        occurredAt: refund.refundedAt,
        allowNegative: true,
        ...(version.document.refunds.policy === "clamp_to_zero" ? { clamp: true } : {}),
        sourceType: "refund",
        sourceId: refund.externalId,
        programVersion: version.number,
        trace: { rule: due.ruleKey, refunded: refund.amountMinor.toString() },
      });
    }
  }
  reviewTier(customer, book, refund.refundedAt);
}

function orderNamed(book: Book, refund: StoredRefund, fact: RefundFact): StoredOrder | undefined {
  const named = fact.orderExternalId === null ? undefined : book.orders.get(fact.orderExternalId);
  return refund.orderId === null || named?.id === refund.orderId ? named : undefined;
}

/**
 * A refund that is told again with another amount, date or lines. It stays with the order or the customer it was told of
 * first: one that names another, or that named no order, is left as it is.
 */
function bookAgain(book: Book, known: StoredRefund, fact: RefundFact): Outcome {
  const isLoose = known.orderId === null && known.waitingForOrder === null;
  const order = orderNamed(book, known, fact);
  if (known.contentHash === fact.contentHash || isLoose || (known.orderId !== null && !order))
    return "unchanged";
  known.amountMinor = fact.amountMinor;
  known.refundedAt = fact.refundedAt;
  known.lines = fact.lines;
  known.contentHash = fact.contentHash;
  book.writes.refunds.add(known);
  if (!order) return "waiting";
  settleRefund(book, known, order);
  return "updated";
}

/** Books a refund: on its order, or, without one, on its customer; a refund of an unknown order waits for it. */
export function bookRefund(book: Book, fact: RefundFact): Outcome {
  const known = book.refunds.get(fact.externalId);
  if (known) return bookAgain(book, known, fact);
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
