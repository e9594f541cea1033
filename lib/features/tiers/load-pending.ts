import { and, eq, gt, inArray, isNotNull } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { lots } from "@/db/schema";
import type { PendingPoints } from "@/lib/domain/orders/types";
import type { TierLadder } from "@/lib/domain/program/schema";

/**
 * Points of these customers that are pending and become usable by themselves, by the customer's id. Empty, and nothing is
 * read, where none of the ladders is by points.
 */
export async function loadPendingPoints(
  db: Db | Tx,
  merchantId: string,
  ladders: readonly (TierLadder | null)[],
  customerIds: string[],
): Promise<Map<string, PendingPoints[]>> {
  if (customerIds.length === 0 || !ladders.some((ladder) => ladder?.metric === "points")) return new Map();
  const rows = await db
    .select({
      customerId: lots.customerId,
      transactionId: lots.transactionId,
      at: lots.availableFrom,
      units: lots.remaining,
    })
    .from(lots)
    .where(
      and(
        eq(lots.merchantId, merchantId),
        inArray(lots.customerId, customerIds),
        eq(lots.asset, "points"),
        eq(lots.isPending, true),
        isNotNull(lots.availableFrom),
        gt(lots.remaining, 0n),
      ),
    );
  const dated = rows.flatMap(({ at, ...lot }) => (at ? [{ ...lot, at }] : []));
  return Map.groupBy(dated, ({ customerId }) => customerId);
}
