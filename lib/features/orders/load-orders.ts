import { and, asc, eq, inArray, or, type SQL, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { awards, clawBacks, ledgerTransactions, lots, orderLines, orders, refunds } from "@/db/schema";
import type { StoredAward, StoredOrder, StoredRefund } from "@/lib/domain/orders/types";

const refundColumns = {
  id: refunds.id,
  externalId: refunds.externalId,
  orderId: refunds.orderId,
  waitingForOrder: refunds.waitingForOrder,
  customerId: refunds.customerId,
  refundedAt: refunds.refundedAt,
  amountMinor: refunds.amountMinor,
  lines: refunds.lines,
  contentHash: refunds.contentHash,
};

/** The refunds of these ids, those of these orders, and those that wait for one of these. */
export function loadRefunds(
  db: Db | Tx,
  merchantId: string,
  wanted: { externalIds: string[]; waitingFor: string[]; orderIds: string[] },
): Promise<StoredRefund[]> {
  return db
    .select(refundColumns)
    .from(refunds)
    .where(
      and(
        eq(refunds.merchantId, merchantId),
        or(
          inArray(refunds.externalId, wanted.externalIds),
          inArray(refunds.waitingForOrder, wanted.waitingFor),
          inArray(refunds.orderId, wanted.orderIds),
        ),
      ),
    )
    .orderBy(asc(refunds.refundedAt), asc(refunds.externalId));
}

/** What rules gave for these orders, with what was taken of it; the oldest first. */
async function loadAwards(db: Db | Tx, merchantId: string, orderIds: string[]) {
  const [given, taken] = await Promise.all([
    db
      .select({
        orderId: awards.orderId,
        transactionId: awards.transactionId,
        ruleKey: awards.ruleKey,
        asset: awards.asset,
        units: awards.units,
        basisMinor: awards.basisMinor,
        rounding: awards.rounding,
        lines: awards.lines,
        programVersion: awards.programVersion,
        occurredAt: awards.occurredAt,
        clawedBack: awards.clawedBack,
        judged: sql<StoredAward["judged"] | null>`${ledgerTransactions.trace} -> 'facts'`,
        byLine: sql<boolean>`coalesce((${ledgerTransactions.trace} -> 'byLine')::boolean, false)`,
        lot: {
          id: lots.id,
          isPending: lots.isPending,
          awaits: lots.awaits,
          availableFrom: lots.availableFrom,
        },
      })
      .from(awards)
      .innerJoin(
        ledgerTransactions,
        and(
          eq(ledgerTransactions.merchantId, awards.merchantId),
          eq(ledgerTransactions.id, awards.transactionId),
        ),
      )
      .innerJoin(
        lots,
        and(eq(lots.merchantId, awards.merchantId), eq(lots.transactionId, awards.transactionId)),
      )
      .where(and(eq(awards.merchantId, merchantId), inArray(awards.orderId, orderIds)))
      .orderBy(asc(awards.transactionId)),
    db
      .select({
        awardId: clawBacks.awardTransactionId,
        transactionId: clawBacks.transactionId,
        units: clawBacks.units,
        undone: clawBacks.undone,
      })
      .from(clawBacks)
      .innerJoin(
        awards,
        and(
          eq(awards.merchantId, clawBacks.merchantId),
          eq(awards.transactionId, clawBacks.awardTransactionId),
        ),
      )
      .where(and(eq(clawBacks.merchantId, merchantId), inArray(awards.orderId, orderIds)))
      .orderBy(asc(clawBacks.transactionId)),
  ]);
  const takenOf = Map.groupBy(taken, ({ awardId }) => awardId);
  const stored = given.map(({ orderId, judged, lines, ...award }) => ({
    ...award,
    orderId,
    judged: judged ?? {},
    lines: lines.map((line) => ({
      ...line,
      basisMinor: BigInt(line.basisMinor),
      units: BigInt(line.units),
    })),
    clawBacks: (takenOf.get(award.transactionId) ?? []).map(({ awardId: _, ...one }) => one),
  }));
  return Map.groupBy(stored, ({ orderId }) => orderId);
}

async function loadLines(db: Db | Tx, merchantId: string, orderIds: string[]) {
  const rows = await db
    .select({
      orderId: orderLines.orderId,
      lineId: orderLines.lineId,
      sku: orderLines.sku,
      title: orderLines.title,
      category: orderLines.category,
      collection: orderLines.collection,
      quantity: orderLines.quantity,
      unitPriceMicro: orderLines.unitPriceMicro,
      discountMinor: orderLines.discountMinor,
    })
    .from(orderLines)
    .where(and(eq(orderLines.merchantId, merchantId), inArray(orderLines.orderId, orderIds)))
    .orderBy(asc(orderLines.orderId), asc(orderLines.position));
  return Map.groupBy(rows, ({ orderId }) => orderId);
}

/**
 * The orders that a condition selects, with their awards, refunds and lines: a fixed number of statements, and one where
 * there are none.
 */
export async function loadOrders(
  db: Db | Tx,
  merchantId: string,
  which: SQL | undefined,
  lock: boolean,
): Promise<StoredOrder[]> {
  const query = db
    .select()
    .from(orders)
    .where(and(eq(orders.merchantId, merchantId), which))
    .orderBy(asc(orders.id));
  const rows = await (lock ? query.for("update") : query);
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const [given, returned, lines] = await Promise.all([
    loadAwards(db, merchantId, ids),
    loadRefunds(db, merchantId, { externalIds: [], waitingFor: [], orderIds: ids }),
    loadLines(db, merchantId, ids),
  ]);
  return rows.map(({ merchantId: _, batchId: __, recordedAt: ___, ...row }) => ({
    ...row,
    seen: { contentHash: row.contentHash, refundedMinor: row.refundedMinor },
    awards: (given.get(row.id) ?? []).map(({ orderId: ____, ...award }) => award),
    refunds: returned.filter(({ orderId }) => orderId === row.id),
    lines: lines.get(row.id) ?? [],
  }));
}
