import { expiryWhenUsable } from "@/lib/domain/earning/credit";
import type { AwaitingLot } from "@/lib/domain/events/plan-facts";
import { newId } from "@/lib/domain/id";
import { expiryFrom } from "@/lib/domain/ledger/expiry";
import { noSources } from "@/lib/domain/tiers/sources";
import { localDateOf } from "@/lib/domain/time";
import { type Book, counts } from "./book";
import type { OrderTrigger } from "./judging";
import type { CustomerFacts, StoredOrder } from "./types";

/** Units that wait for an order of their customer, whatever gave them. */
export type AwaitingUnits = AwaitingLot & { transactionId: string; units: bigint };

/** Counts points as earned from the time at which they became usable, less what this book has taken of them before. */
function countEarned(book: Book, customer: CustomerFacts, { transactionId, units }: AwaitingUnits, at: Date) {
  const awards = [...book.orders.values()].flatMap((order) => order.awards);
  const award = awards.find((one) => one.transactionId === transactionId);
  if (award) Object.assign(award.lot, { isPending: false, awaits: null, availableFrom: at });
  customer.pointsEarned += award ? award.units - award.clawedBack : units;
  const sources = book.tierSources.get(customer.id) ?? noSources();
  book.tierSources.set(customer.id, sources);
  sources.points.set(transactionId, { at, amount: units });
}

/** Makes units usable that waited for the customer's next order, or its delivery, and for which this one is in time. */
export function activateAwaiting(book: Book, order: StoredOrder, customer: CustomerFacts): void {
  if (!counts(order)) return;
  const times: [OrderTrigger, Date | null][] = [
    ["order.paid", order.paidAt ?? order.placedAt],
    ["order.delivered", order.deliveredAt],
  ];
  for (const [trigger, at] of times) {
    if (!at) continue;
    const on = localDateOf(at, book.timezone);
    const waiting = book.awaiting.get(customer.id) ?? [];
    const due = waiting.filter(
      ({ awaits, voidOn, occurredAt }) =>
        awaits === trigger && occurredAt < at && (voidOn === null || voidOn >= on),
    );
    if (due.length === 0) continue;
    book.awaiting.set(
      customer.id,
      waiting.filter((lot) => !due.includes(lot)),
    );
    for (const lot of due) {
      const { lotId, asset, document, ruleKey } = lot;
      if (asset === "points") countEarned(book, customer, lot, at);
      book.writes.postings.push({
        ...{ op: "activate", code: "activate", id: newId(), key: `activate:${lotId}` },
        ...{ customerId: customer.id, asset, occurredAt: at, lotId },
        ...{ sourceType: "order", sourceId: order.externalId },
        expiresOn: expiryFrom(expiryWhenUsable(document, ruleKey, book.live?.document), on),
      });
    }
  }
}
