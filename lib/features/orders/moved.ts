import type { Book } from "@/lib/domain/orders/book";
import { movesOf } from "./events";

/** Units that moved of one asset, usable or still pending: as decimal text, below 0 where they were taken. */
export type Moved = { asset: string; pending: boolean; units: string };

/** Transactions whose units cannot be used yet: awards given so, and what takes of awards that still wait. */
function pendingIn({ orders, writes }: Book): ReadonlySet<string> {
  const awards = [...orders.values()].flatMap((order) => order.awards);
  const waiting = new Set(awards.flatMap(({ lot, transactionId }) => (lot.isPending ? [transactionId] : [])));
  return new Set(
    writes.postings.flatMap((posting) => {
      const takes = posting.op === "debit" ? posting.clawsBack?.awardTransactionId : posting.id;
      return takes !== undefined && waiting.has(takes) ? [posting.id] : [];
    }),
  );
}

/** What a book gave and took, of each asset by itself, and of pending units apart from usable ones. */
export function movedOf(book: Book): Moved[] {
  const pending = pendingIn(book);
  const sums = new Map<string, { asset: string; pending: boolean; units: bigint }>();
  for (const { id, asset, units } of movesOf(book)) {
    const key = `${asset} ${pending.has(id)}`;
    const sum = sums.get(key) ?? { asset, pending: pending.has(id), units: 0n };
    sums.set(key, { ...sum, units: sum.units + units });
  }
  return [...sums.values()].flatMap(({ units, ...of }) =>
    units === 0n ? [] : [{ ...of, units: units.toString() }],
  );
}
