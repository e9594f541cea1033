import { and, asc, eq, gt, inArray, isNotNull } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { awards, lots, programVersions } from "@/db/schema";
import type { Book } from "@/lib/domain/orders/book";

const triggers = ["order.paid", "order.delivered"];

/**
 * Units of these customers that wait for their next order or its delivery, with a last day for it; those that wait for
 * the delivery of their own order have none, and come with that order.
 */
export async function loadAwaiting(
  db: Db | Tx,
  merchantId: string,
  customerIds: string[],
): Promise<Book["awaiting"]> {
  if (customerIds.length === 0) return new Map();
  const rows = await db
    .select({
      transactionId: lots.transactionId,
      lotId: lots.id,
      customerId: lots.customerId,
      asset: lots.asset,
      awaits: lots.awaits,
      occurredAt: lots.occurredAt,
      voidOn: lots.voidOn,
      units: lots.remaining,
      ruleKey: awards.ruleKey,
      document: programVersions.document,
    })
    .from(lots)
    .innerJoin(
      awards,
      and(eq(awards.merchantId, lots.merchantId), eq(awards.transactionId, lots.transactionId)),
    )
    .innerJoin(
      programVersions,
      and(
        eq(programVersions.merchantId, awards.merchantId),
        eq(programVersions.number, awards.programVersion),
      ),
    )
    .where(
      and(
        eq(lots.merchantId, merchantId),
        inArray(lots.customerId, customerIds),
        gt(lots.remaining, 0n),
        eq(lots.isPending, true),
        isNotNull(lots.voidOn),
        inArray(lots.awaits, triggers),
      ),
    )
    .orderBy(asc(lots.occurredAt), asc(lots.id));
  const waiting = rows.flatMap(({ awaits, ...lot }) => (awaits === null ? [] : [{ ...lot, awaits }]));
  return Map.groupBy(waiting, ({ customerId }) => customerId);
}
