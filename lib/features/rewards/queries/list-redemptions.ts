import { and, desc, eq, type SQL, sql } from "drizzle-orm";
import { redemptions } from "@/db/schema";
import { shownCode } from "@/lib/platform/mask";
import { defineQuery } from "@/lib/platform/query";
import { listRedemptionsSchema } from "../schema";

/** Rewards taken, newest first; `next` is what to give as `before` for the rows after these. */
export const listRedemptions = defineQuery({
  name: "redemptions.list",
  permission: "customers.read",
  input: listRedemptionsSchema,
  async run({ db, ctx, input }) {
    const conditions: SQL[] = [eq(redemptions.merchantId, ctx.merchantId)];
    if (input.customerId) conditions.push(eq(redemptions.customerId, input.customerId));
    if (input.status) conditions.push(eq(redemptions.status, input.status));
    if (input.before)
      conditions.push(sql`(${redemptions.issuedAt}, ${redemptions.id}) < (
        select issued_at, id from redemptions where merchant_id = ${ctx.merchantId} and id = ${input.before})`);
    const rows = await db
      .select({
        id: redemptions.id,
        customerId: redemptions.customerId,
        reward: redemptions.reward,
        asset: redemptions.asset,
        price: redemptions.price,
        code: redemptions.code,
        status: redemptions.status,
        issuedAt: redemptions.issuedAt,
        expiresOn: redemptions.expiresOn,
        usedAt: redemptions.usedAt,
        cancelledAt: redemptions.cancelledAt,
        transactionId: redemptions.transactionId,
        reservedFor: redemptions.reservedFor,
        reservedUntil: redemptions.reservedUntil,
      })
      .from(redemptions)
      .where(and(...conditions))
      .orderBy(desc(redemptions.issuedAt), desc(redemptions.id))
      .limit(input.limit + 1);
    const page = rows.slice(0, input.limit);
    return {
      redemptions: page.map(({ reservedFor, reservedUntil, ...row }) => ({
        ...row,
        code: shownCode(ctx.actor, row.code),
        /** The cart that holds the code now. */
        held:
          row.status === "issued" && reservedFor !== null && reservedUntil !== null && reservedUntil > ctx.now
            ? { cart: reservedFor, until: reservedUntil }
            : null,
      })),
      next: rows.length > input.limit ? (page.at(-1)?.id ?? null) : null,
    };
  },
});

export type RedemptionRow = Awaited<ReturnType<typeof listRedemptions.run>>["redemptions"][number];
