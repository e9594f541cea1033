import type { Activate, Credit } from "@/lib/domain/ledger/posting";
import type { OutboxEvent } from "@/lib/platform/ledger-post";

/** What the outside is told of units that are promised, given, or usable from now on; `customer` is the shop's id. */
export function creditEvents(
  postings: readonly (Credit | Activate)[],
  nameOf: (customerId: string) => string,
): OutboxEvent[] {
  return postings.map((posting) => {
    const { id: transaction, asset, customerId } = posting;
    const payload = { customer: nameOf(customerId), asset, transaction };
    if (posting.op === "activate")
      return { type: "points.activated", payload: { ...payload, lot: posting.lotId } };
    const type = posting.pending ? "points.pending" : "points.earned";
    return { type, payload: { ...payload, amount: posting.amount.toString() } };
  });
}
