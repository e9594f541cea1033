import { clawBackWithoutOrder } from "@/lib/domain/earning/claw-back";
import { invariant } from "@/lib/domain/errors";
import { newId } from "@/lib/domain/id";
import { versionAt } from "@/lib/domain/program/versions";
import { localDateOf } from "@/lib/domain/time";
import { clawBack } from "./awards";
import { type Book, bookOnCustomer, customerOf, enrol, isTakenBack, type Outcome } from "./book";
import { returnCodes } from "./codes";
import { reviewTier } from "./tiers";
import type { CustomerFacts, RefundFact, StoredOrder, StoredRefund } from "./types";

/** Joins a refund with its order, and takes back its share of what the order earned. */
export function settleRefund(book: Book, refund: StoredRefund, order: StoredOrder): void {
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
