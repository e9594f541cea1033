import type { Credit, Debit, Grant } from "@/lib/domain/ledger/posting";
import type { Book } from "@/lib/domain/orders/book";
import type { TiersBefore } from "@/lib/domain/orders/tiers";
import { giftEvent } from "@/lib/domain/rewards/gift";
import type { OutboxEvent } from "@/lib/platform/ledger-post";

/** Units that each claw-back of this book's orders took, by its transaction. */
function takenBy(book: Book): Map<string, bigint> {
  const awards = [...book.orders.values()].flatMap((order) => order.awards);
  return new Map(
    awards.flatMap(({ clawBacks }) => clawBacks).map(({ transactionId, units }) => [transactionId, units]),
  );
}

/** What a book's postings move in the wallets: units earned, and below 0 those clawed back. */
export function movesOf(
  book: Book,
): { id: string; type: string; asset: string; customerId: string; units: bigint }[] {
  const taken = takenBy(book);
  return book.writes.postings.flatMap((posting) => {
    const { id, customerId } = posting;
    if (posting.op === "credit") {
      const type = posting.pending ? "points.pending" : "points.earned";
      return [{ id, customerId, asset: posting.asset, type, units: posting.amount }];
    }
    if (posting.op === "debit" && posting.code === "claw_back")
      return [{ id, customerId, asset: posting.asset, type: "points.clawed_back", units: -posting.amount }];
    const back = posting.op === "undo" ? taken.get(posting.reverses) : undefined;
    if (back === undefined || !("asset" in posting)) return [];
    return [{ id, customerId, asset: posting.asset, type: "points.adjusted", units: back }];
  });
}

function tiersMoved(book: Book, before: TiersBefore): OutboxEvent[] {
  return [...book.writes.customers].flatMap(({ id, externalId: customer, tierKey: to }) => {
    const from = before.get(id)?.tierKey ?? null;
    return from === to ? [] : [{ type: "tier.changed", payload: { customer, from, to } }];
  });
}

/** What entering a tier gave, or a refund took back of it or of a challenge. */
function entriesMoved(book: Book, entries: readonly (Credit | Grant | Debit)[]): OutboxEvent[] {
  return entries.map((posting) => {
    const customer = book.customersById.get(posting.customerId)?.externalId ?? "";
    if (posting.op !== "debit") return giftEvent(posting, customer);
    const { id: transaction, asset } = posting;
    const payload = { customer, amount: posting.amount.toString(), transaction };
    return { type: "points.clawed_back", payload: asset === "points" ? payload : { ...payload, asset } };
  });
}

/** What the outside is told of a book: points moved, tiers changed with what entering them gave, codes given back. */
export function eventsOf(
  book: Book,
  before: TiersBefore,
  entries: readonly (Credit | Grant | Debit)[],
): OutboxEvent[] {
  const points = movesOf(book).map(({ id, type, customerId, asset, units }) => {
    const customer = book.customersById.get(customerId)?.externalId;
    const amount = (units < 0n ? -units : units).toString();
    const named = asset === "points" ? {} : { asset };
    return { type, payload: { customer, amount, transaction: id, ...named } };
  });
  const returned = book.writes.returnedCodes.map(
    ({ id, customerExternalId: customer, reward, price, code }) => {
      const payload = { customer, reward: reward.key, redemption: id };
      // The code of a gift works again.
      if (price === 0n) return { type: "reward.issued", payload: { ...payload, code } };
      return { type: "reward.cancelled", payload };
    },
  );
  return [...points, ...tiersMoved(book, before), ...entriesMoved(book, entries), ...returned];
}
