import { and, asc, eq, inArray, type SQL } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { ledgerEntries, ledgerTransactions, orders, refunds } from "@/db/schema";
import type { Book } from "@/lib/domain/orders/book";
import {
  type ChallengesBefore,
  challengesBefore,
  undoMissedChallenges,
} from "@/lib/domain/orders/challenges";
import { entryPostings, type TiersBefore, tiersBefore } from "@/lib/domain/orders/tiers";
import type { StoredOrder, StoredRefund } from "@/lib/domain/orders/types";
import { type LooseTaken, withdrawOrder, withdrawRefund } from "@/lib/domain/orders/withdraw";
import { newRewardCode } from "@/lib/platform/codes";
import type { Ctx } from "@/lib/platform/ctx";
import { ledgerPost, StaleFacts } from "@/lib/platform/ledger-post";
import { openBook } from "./facts";
import { loadCustomers } from "./load-customers";
import { loadOrders, loadRefunds } from "./load-orders";

const AT_ONCE = 200;

type Owned = readonly { customerId: string | null }[];

/**
 * The book of these orders and refunds, with their customers held until the transaction ends. Throws StaleFacts when an
 * order has come to another customer in between.
 */
async function bookOf(
  tx: Tx,
  ctx: Ctx,
  which: SQL | undefined,
  returned: StoredRefund[],
): Promise<{ book: Book; told: StoredOrder[] }> {
  const owned: Owned = await tx
    .select({ customerId: orders.customerId })
    .from(orders)
    .where(and(eq(orders.merchantId, ctx.merchantId), which));
  const ids = [...new Set([...owned, ...returned].flatMap(({ customerId }) => customerId ?? []))];
  const customers = await loadCustomers(tx, ctx, { told: new Map(), ids, lock: true });
  const told = await loadOrders(tx, ctx.merchantId, which, true);
  if (told.some(({ customerId }) => customerId !== null && !ids.includes(customerId))) throw new StaleFacts();
  // A refund of an order is one and the same, wherever the book holds it.
  const own = new Map(told.flatMap((order) => order.refunds).map((refund) => [refund.id, refund]));
  const book = await openBook(tx, ctx, {
    customers,
    orders: told,
    refunds: returned.map((refund) => own.get(refund.id) ?? refund),
    ...{ times: [], codes: [], lock: true },
  });
  return { book, told };
}

type Before = { tiers: TiersBefore; challenges: ChallengesBefore };

const standOf = (book: Book): Before => ({ tiers: tiersBefore(book), challenges: challengesBefore(book) });

/** Posts what a book has come to, with the tiers and challenges that it moves; returns how many transactions. */
async function post(tx: Tx, ctx: Ctx, book: Book, before: Before): Promise<number> {
  const undone = undoMissedChallenges(book, before.challenges);
  const { customers, postings, schedules, returnedCodes: _, undoneChallenges, ...rows } = book.writes;
  const all = [...postings, ...undone, ...entryPostings(book, before.tiers, newRewardCode)];
  await ledgerPost(tx, ctx, { customers, postings: all, schedules, undoneChallenges, book: rows });
  return all.length;
}

/** What refunds without an order took, by the shop's id of the refund. */
async function looseTaken(tx: Tx, { merchantId }: Ctx, returned: StoredRefund[]) {
  const loose = returned.filter(
    ({ orderId, waitingForOrder }) => orderId === null && waitingForOrder === null,
  );
  if (loose.length === 0) return new Map<string, (LooseTaken & { refund: string })[]>();
  const rows = await tx
    .select({
      refund: ledgerTransactions.sourceId,
      transactionId: ledgerTransactions.id,
      asset: ledgerTransactions.asset,
      units: ledgerEntries.amount,
      key: ledgerTransactions.idempotencyKey,
    })
    .from(ledgerTransactions)
    .innerJoin(
      ledgerEntries,
      and(
        eq(ledgerEntries.merchantId, ledgerTransactions.merchantId),
        eq(ledgerEntries.transactionId, ledgerTransactions.id),
      ),
    )
    .where(
      and(
        eq(ledgerTransactions.merchantId, merchantId),
        inArray(
          ledgerTransactions.customerId,
          loose.flatMap(({ customerId }) => customerId ?? []),
        ),
        eq(ledgerTransactions.code, "claw_back"),
        eq(ledgerTransactions.sourceType, "refund"),
      ),
    );
  const own = new Map(loose.map(({ id, externalId }) => [externalId, `refund:${id}:`]));
  const of = rows.filter(({ refund, key }) => own.has(refund) && key.startsWith(own.get(refund) ?? key));
  return Map.groupBy(of, ({ refund }) => refund);
}

async function withdrawRefunds(tx: Tx, ctx: Ctx, externalIds: string[]): Promise<number> {
  const { merchantId } = ctx;
  const returned = await loadRefunds(tx, merchantId, { externalIds, waitingFor: [], orderIds: [] });
  const orderIds = returned.flatMap(({ orderId }) => orderId ?? []);
  const { book } = await bookOf(tx, ctx, inArray(orders.id, orderIds), returned);
  const before = standOf(book);
  const taken = await looseTaken(tx, ctx, returned);
  for (const refund of [...book.refunds.values()])
    withdrawRefund(book, refund, taken.get(refund.externalId) ?? [], ctx.now);
  const posted = await post(tx, ctx, book, before);
  await tx
    .delete(refunds)
    .where(and(eq(refunds.merchantId, merchantId), inArray(refunds.externalId, externalIds)));
  return posted;
}

async function withdrawOrders(tx: Tx, ctx: Ctx, ids: string[]): Promise<number> {
  const which = inArray(orders.id, ids);
  const { book, told } = await bookOf(tx, ctx, which, []);
  const before = standOf(book);
  for (const order of told) withdrawOrder(book, order, ctx.now);
  const posted = await post(tx, ctx, book, before);
  await tx
    .update(orders)
    .set({ batchId: null })
    .where(and(eq(orders.merchantId, ctx.merchantId), which));
  return posted;
}

export type Withdrawn = { orders: number; refunds: number; transactions: number };

/**
 * Takes back some hundred of the refunds that an import has brought, and when none are left, of the orders: refunds are gone,
 * orders are void. Nothing is left to do when it answers none. In the caller's transaction.
 */
export async function withdrawBatch(tx: Tx, ctx: Ctx, batchId: string): Promise<Withdrawn> {
  const { merchantId } = ctx;
  const brought = await tx
    .select({ externalId: refunds.externalId })
    .from(refunds)
    .where(and(eq(refunds.merchantId, merchantId), eq(refunds.batchId, batchId)))
    .orderBy(asc(refunds.refundedAt), asc(refunds.externalId))
    .limit(AT_ONCE);
  if (brought.length > 0) {
    const ids = brought.map(({ externalId }) => externalId);
    return { orders: 0, refunds: ids.length, transactions: await withdrawRefunds(tx, ctx, ids) };
  }
  const told = await tx
    .select({ id: orders.id })
    .from(orders)
    .where(and(eq(orders.merchantId, merchantId), eq(orders.batchId, batchId)))
    .orderBy(asc(orders.placedAt), asc(orders.externalId))
    .limit(AT_ONCE);
  const ids = told.map(({ id }) => id);
  const transactions = ids.length > 0 ? await withdrawOrders(tx, ctx, ids) : 0;
  return { orders: ids.length, refunds: 0, transactions };
}
