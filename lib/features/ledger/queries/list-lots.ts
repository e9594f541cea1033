import { and, asc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { ledgerTransactions, lots } from "@/db/schema";
import { defineQuery } from "@/lib/platform/query";

/**
 * Every lot of a customer, used up or not, in the order in which units are spent. `availableFrom` is null while a lot
 * awaits something, and for ever once it is void.
 */
export const listLots = defineQuery({
  name: "lots.list",
  permission: "customers.read",
  input: z.strictObject({ customerId: z.uuid(), asset: z.string().max(100).default("points") }),
  run: ({ db, ctx, input }) =>
    db
      .select({
        amount: lots.amount,
        remaining: lots.remaining,
        availableFrom: lots.availableFrom,
        isPending: lots.isPending,
        expiresOn: lots.expiresOn,
        sourceType: ledgerTransactions.sourceType,
        sourceId: ledgerTransactions.sourceId,
      })
      .from(lots)
      .innerJoin(
        ledgerTransactions,
        and(
          eq(ledgerTransactions.merchantId, lots.merchantId),
          eq(ledgerTransactions.id, lots.transactionId),
        ),
      )
      .where(
        and(
          eq(lots.merchantId, ctx.merchantId),
          eq(lots.customerId, input.customerId),
          eq(lots.asset, input.asset),
        ),
      )
      .orderBy(sql`${lots.expiresOn} asc nulls last`, asc(lots.occurredAt), asc(lots.id)),
});
