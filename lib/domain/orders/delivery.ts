import { expiryWhenUsable } from "@/lib/domain/earning/credit";
import { expiryFrom } from "@/lib/domain/ledger/expiry";
import { addDays, localDateOf, midnightOf } from "@/lib/domain/time";
import { type Book, counts } from "./book";
import type { CustomerFacts, StoredOrder } from "./types";

/** Gives the units that waited for an order's delivery the date on which they can be used. */
export function scheduleDelivered(book: Book, order: StoredOrder, customer: CustomerFacts): void {
  if (!order.deliveredAt || !counts(order)) return;
  for (const award of order.awards) {
    if (!award.lot.isPending || award.lot.awaits !== "order.delivered") continue;
    const document = book.versions.find(({ number }) => number === award.programVersion)?.document;
    const rule = document?.earningRules.find(({ key }) => key === award.ruleKey);
    if (!document || rule?.activation.type !== "days") continue;
    const availableOn = addDays(localDateOf(order.deliveredAt, book.timezone), rule.activation.days);
    const expiry = expiryWhenUsable(document, award.ruleKey, book.live?.document);
    const expiresOn = expiryFrom(expiry, availableOn);
    Object.assign(award.lot, { awaits: null, availableFrom: midnightOf(availableOn, book.timezone) });
    if (award.credit) Object.assign(award.credit, { pending: { availableOn }, expiresOn });
    else book.writes.schedules.push({ customerId: customer.id, lotId: award.lot.id, availableOn, expiresOn });
  }
}
