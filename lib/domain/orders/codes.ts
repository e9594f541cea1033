import { newId } from "@/lib/domain/id";
import { versionAt } from "@/lib/domain/program/versions";
import { costOfReward } from "@/lib/domain/rewards/cost";
import { localDateOf } from "@/lib/domain/time";
import { type Book, isTakenBack } from "./book";
import type { HeldCode, StoredOrder } from "./types";

/** Marks the codes an order was paid with as used, at what they cost the merchant. */
export function markCodesUsed(book: Book, order: StoredOrder, at: Date): void {
  for (const name of order.rewardCodes) {
    const code = book.openCodes.get(name);
    if (!code || (code.awaitsOrder !== null && code.awaitsOrder !== order.externalId)) continue;
    book.openCodes.delete(name);
    book.usedCodes.set(order.id, [...(book.usedCodes.get(order.id) ?? []), code]);
    const costMinor = costOfReward(code, order);
    book.writes.usedRedemptions.push({ id: code.id, orderId: order.id, usedAt: at, costMinor });
  }
}

/** Lets a gift's code be used again, also by a later order of the same book. */
function reopenGift(book: Book, order: StoredOrder, gift: HeldCode, at: Date): void {
  const { writes, timezone, live } = book;
  writes.usedRedemptions = writes.usedRedemptions.filter(({ id }) => id !== gift.id);
  const graceDays = live?.document.returnGraceDays ?? 0;
  writes.reopenedGifts.push({ id: gift.id, orderId: order.id, on: localDateOf(at, timezone), graceDays });
  book.openCodes.set(gift.code, { ...gift, awaitsOrder: null });
}

/** Whether an order gives the codes it used back: with all of it, or, as the program says, with a part too. */
export function bringsCodesBack(book: Book, order: StoredOrder, at: Date): boolean {
  if (isTakenBack(order)) return true;
  const { document } = versionAt(book.versions, at) ?? book.live ?? {};
  return order.refundedMinor > 0n && document?.refunds.returnCodesOnPartialRefund === true;
}

/**
 * Gives back what the codes of an order cost their holders, each as a whole and once. A gift cost nothing, so its code
 * itself comes back.
 */
export function returnCodes(book: Book, order: StoredOrder, at: Date): void {
  for (const code of book.usedCodes.get(order.id) ?? []) {
    book.writes.returnedCodes.push(code);
    if (code.price === 0n) {
      reopenGift(book, order, code, at);
      continue;
    }
    book.writes.postings.push({
      op: "undo",
      code: "redeem_cancel",
      id: newId(),
      key: `order:${order.externalId}:redeem_cancel:${code.id}`,
      customerId: code.customerId,
      asset: code.asset,
      occurredAt: at,
      sourceType: "order",
      sourceId: order.externalId,
      reverses: code.transactionId,
      cancelsRedemptionId: code.id,
      graceDays: book.live?.document.returnGraceDays ?? 0,
    });
  }
  book.usedCodes.delete(order.id);
}
