import { and, eq, inArray, isNull, notExists, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { awards, clawBacks, ledgerEntries, ledgerTransactions, lots, orders, refunds } from "@/db/schema";
import { counts, leftOf } from "@/lib/domain/orders/book";
import type { TierLadder } from "@/lib/domain/program/schema";
import { noSources, type TierSources } from "@/lib/domain/tiers/sources";
import { isWindowed } from "@/lib/domain/tiers/standing";

type Asked = { db: Db | Tx; merchantId: string; customerIds: string[] };
type SourcesOf = (customerId: string | null) => TierSources;

async function loadOrders({ db, merchantId, customerIds }: Asked, of: SourcesOf): Promise<void> {
  const rows = await db
    .select({
      id: orders.id,
      customerId: orders.customerId,
      at: orders.placedAt,
      status: orders.status,
      isTest: orders.isTest,
      totalMinor: orders.totalMinor,
      refundedMinor: orders.refundedMinor,
    })
    .from(orders)
    .where(and(eq(orders.merchantId, merchantId), inArray(orders.customerId, customerIds)));
  for (const { id, customerId, at, ...order } of rows)
    if (counts(order)) of(customerId).orders.set(id, { ...leftOf(order), at });
}

/** Refunds that name no order. */
async function loadRefunds({ db, merchantId, customerIds }: Asked, of: SourcesOf): Promise<void> {
  const rows = await db
    .select({
      id: refunds.id,
      customerId: refunds.customerId,
      at: refunds.refundedAt,
      amountMinor: refunds.amountMinor,
    })
    .from(refunds)
    .where(
      and(
        eq(refunds.merchantId, merchantId),
        inArray(refunds.customerId, customerIds),
        isNull(refunds.orderId),
        isNull(refunds.waitingForOrder),
      ),
    );
  for (const { id, customerId, ...refund } of rows) of(customerId).refunds.set(id, refund);
}

/** Points earned, from when they could be used, less what is clawed back of them; staff's reversals take no tier. */
async function loadPoints({ db, merchantId, customerIds }: Asked, of: SourcesOf): Promise<void> {
  const taken = sql<bigint>`coalesce((
    select sum(units) from claw_backs c
    join ledger_transactions k on k.merchant_id = c.merchant_id and k.id = c.transaction_id
    where c.merchant_id = ${ledgerTransactions.merchantId} and c.award_transaction_id = ${ledgerTransactions.id}
      and not c.undone and k.code = 'claw_back'), 0)`;
  const rows = await db
    .select({
      id: ledgerTransactions.id,
      customerId: ledgerTransactions.customerId,
      at: lots.availableFrom,
      amount: sql<string>`${lots.amount} - ${taken}`,
    })
    .from(ledgerTransactions)
    .innerJoin(
      lots,
      and(eq(lots.merchantId, ledgerTransactions.merchantId), eq(lots.transactionId, ledgerTransactions.id)),
    )
    .where(
      and(
        eq(ledgerTransactions.merchantId, merchantId),
        inArray(ledgerTransactions.customerId, customerIds),
        eq(ledgerTransactions.asset, "points"),
        inArray(ledgerTransactions.code, ["earn", "earn_pending"]),
        eq(lots.isPending, false),
      ),
    );
  for (const { id, customerId, at, amount } of rows)
    if (at) of(customerId).points.set(id, { at, amount: BigInt(amount) });
}

/** What was clawed back of which award; what of none took points at its own time. */
async function loadClawBacks({ db, merchantId, customerIds }: Asked, of: SourcesOf): Promise<void> {
  const named = await db
    .select({
      id: clawBacks.transactionId,
      customerId: awards.customerId,
      award: clawBacks.awardTransactionId,
      units: clawBacks.units,
    })
    .from(clawBacks)
    .innerJoin(
      awards,
      and(
        eq(awards.merchantId, clawBacks.merchantId),
        eq(awards.transactionId, clawBacks.awardTransactionId),
      ),
    )
    .where(
      and(
        eq(clawBacks.merchantId, merchantId),
        inArray(awards.customerId, customerIds),
        eq(clawBacks.undone, false),
      ),
    );
  for (const { id, customerId, ...clawBack } of named) of(customerId).clawBacks.set(id, clawBack);
  const unnamed = await db
    .select({
      id: ledgerTransactions.id,
      customerId: ledgerTransactions.customerId,
      at: ledgerTransactions.occurredAt,
      units: ledgerEntries.amount,
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
        inArray(ledgerTransactions.customerId, customerIds),
        eq(ledgerTransactions.asset, "points"),
        eq(ledgerTransactions.code, "claw_back"),
        sql`not exists (select from ledger_transactions r
          where r.merchant_id = ${ledgerTransactions.merchantId} and r.reverses = ${ledgerTransactions.id})`,
        notExists(
          db
            .select({ one: sql`1` })
            .from(clawBacks)
            .where(
              and(
                eq(clawBacks.merchantId, ledgerTransactions.merchantId),
                eq(clawBacks.transactionId, ledgerTransactions.id),
              ),
            ),
        ),
      ),
    );
  for (const { id, customerId, at, units } of unnamed) of(customerId).points.set(id, { at, amount: -units });
}

/**
 * The facts of these customers that ladders with a window judge by, by the customer's id. Empty, and nothing is read,
 * where none of the ladders has one: the counters tell the rest.
 */
export async function loadTierSources(
  db: Db | Tx,
  merchantId: string,
  ladders: readonly (TierLadder | null)[],
  customerIds: string[],
): Promise<Map<string, TierSources>> {
  const found = new Map<string, TierSources>();
  const metrics = new Set(ladders.filter(isWindowed).map(({ metric }) => metric));
  if (metrics.size === 0 || customerIds.length === 0) return found;
  const asked = { db, merchantId, customerIds };
  const of = (customerId: string | null) => {
    const sources = found.get(customerId ?? "") ?? noSources();
    found.set(customerId ?? "", sources);
    return sources;
  };
  if (metrics.has("spend") || metrics.has("orders")) await loadOrders(asked, of);
  if (metrics.has("spend")) await loadRefunds(asked, of);
  if (metrics.has("points")) {
    await loadPoints(asked, of);
    await loadClawBacks(asked, of);
  }
  return found;
}
