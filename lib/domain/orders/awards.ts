import { awardsForOrder } from "@/lib/domain/earning/calculate";
import { clawBackOf } from "@/lib/domain/earning/claw-back";
import { newId } from "@/lib/domain/id";
import { plansAt } from "@/lib/domain/perks/plans-at";
import type { ProgramVersion } from "@/lib/domain/program/schema";
import { localDateOf } from "@/lib/domain/time";
import { type Book, counts, expiryOf, refundedOf } from "./book";
import { segmentsBefore } from "./segments";
import type { CustomerFacts, StoredOrder } from "./types";

/** What the order earns under the program of its time; `tierKey` is the tier held before it on that program's ladder. */
export function earn(
  book: Book,
  order: StoredOrder,
  customer: CustomerFacts,
  judged: { version: ProgramVersion; tierKey: string | null; at: Date },
): void {
  if (order.noAwards || order.awards.length > 0 || customer.blockedAt) return;
  const { version, tierKey, at } = judged;
  const on = localDateOf(at, book.timezone);
  const segments = segmentsBefore(book, order, customer, judged);
  const plans = plansAt(book.planChanges.get(customer.id) ?? [], at);
  for (const award of awardsForOrder(version.document, { ...order, on, tierKey, segments, plans })) {
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
        lines: [],
      },
    });
  }
}

type ClawBackSource = { at: Date; sourceType: "order" | "refund"; sourceId: string; key: string };

/** Takes back what the refunded share of the order had earned, award by award. */
export function clawBack(
  book: Book,
  order: StoredOrder,
  customer: CustomerFacts,
  source: ClawBackSource,
): void {
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
