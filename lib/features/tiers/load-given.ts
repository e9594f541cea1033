import { and, eq, inArray } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Db, Tx } from "@/db/client";
import { ledgerEntries, ledgerTransactions } from "@/db/schema";
import type { GivenEntry } from "@/lib/domain/tiers/entry-rewards";

/** The entry rewards that these customers were given, by the customer's id. */
export async function loadGivenEntries(
  db: Db | Tx,
  merchantId: string,
  customerIds: string[],
): Promise<Map<string, GivenEntry[]>> {
  const given = new Map<string, GivenEntry[]>();
  if (customerIds.length === 0) return given;
  const reversal = alias(ledgerTransactions, "reversal");
  const rows = await db
    .select({
      customerId: ledgerTransactions.customerId,
      transactionId: ledgerTransactions.id,
      tierKey: ledgerTransactions.sourceId,
      key: ledgerTransactions.idempotencyKey,
      asset: ledgerTransactions.asset,
      units: ledgerEntries.amount,
      reversal: reversal.id,
    })
    .from(ledgerTransactions)
    .leftJoin(
      ledgerEntries,
      and(
        eq(ledgerEntries.merchantId, ledgerTransactions.merchantId),
        eq(ledgerEntries.transactionId, ledgerTransactions.id),
      ),
    )
    .leftJoin(
      reversal,
      and(
        eq(reversal.merchantId, ledgerTransactions.merchantId),
        eq(reversal.reverses, ledgerTransactions.id),
      ),
    )
    .where(
      and(
        eq(ledgerTransactions.merchantId, merchantId),
        inArray(ledgerTransactions.customerId, customerIds),
        eq(ledgerTransactions.sourceType, "tier"),
        eq(ledgerTransactions.code, "perk"),
      ),
    );
  for (const { customerId, key, reversal: takenBack, ...row } of rows) {
    // tier:<customer>:<tier>:entry:<n>, and which time it is given
    const n = Number(key.split(":")[4]);
    const known = given.get(customerId) ?? [];
    given.set(customerId, known);
    known.push({ ...row, n, takenBack: takenBack !== null });
  }
  return given;
}
