import { and, asc, eq, gt, isNotNull, lt } from "drizzle-orm";
import { z } from "zod";
import { lots } from "@/db/schema";
import { defineLedgerCommand } from "@/lib/platform/command";

const PAGE = 500;

/**
 * Expires what is due before a local date for the next 500 customers: each lot whose last usable day has passed is
 * debited at the midnight after it. `more` tells that customers are left. Running it again changes nothing.
 */
export const expireLots = defineLedgerCommand({
  name: "lots.expire",
  permission: "day.run",
  input: z.strictObject({ before: z.iso.date() }),
  facts: ({ db, ctx, input }) =>
    db
      .selectDistinct({ customerId: lots.customerId })
      .from(lots)
      .where(
        and(
          eq(lots.merchantId, ctx.merchantId),
          gt(lots.remaining, 0n),
          isNotNull(lots.expiresOn),
          lt(lots.expiresOn, input.before),
        ),
      )
      .orderBy(asc(lots.customerId))
      .limit(PAGE),
  plan: ({ facts: due, input }) => ({
    result: { customers: due.length, more: due.length === PAGE },
    expire: due.map(({ customerId }) => ({ customerId, before: input.before })),
    audit: [],
  }),
});
