import { and, asc, eq, gt, isNotNull, isNull, lt, or } from "drizzle-orm";
import { z } from "zod";
import { lots, merchants } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import { addDays, midnightOf } from "@/lib/domain/time";
import { defineLedgerCommand } from "@/lib/platform/command";

const PAGE = 500;

/**
 * Posts what falls due in lots by the midnight that begins `by`, for the next 500 customers after `after`: pending units
 * become available, or void where what they awaited did not happen, and open ones expire. Each is dated its own midnight,
 * in the order of time. `next` is the customer to go on after; null at the end. Running it again changes nothing.
 */
export const settleDue = defineLedgerCommand({
  name: "lots.settle",
  permission: "day.run",
  input: z.strictObject({ by: z.iso.date(), after: z.uuid().nullable().default(null) }),
  async facts({ db, ctx, input: { by, after } }) {
    const [merchant] = await db
      .select({ timezone: merchants.timezone })
      .from(merchants)
      .where(eq(merchants.id, ctx.merchantId));
    if (!merchant) throw new DomainError("NOT_FOUND");
    return db
      .selectDistinct({ customerId: lots.customerId })
      .from(lots)
      .where(
        and(
          eq(lots.merchantId, ctx.merchantId),
          gt(lots.remaining, 0n),
          after ? gt(lots.customerId, after) : undefined,
          or(
            and(isNotNull(lots.expiresOn), lt(lots.expiresOn, by)),
            // Before the midnight after it: where clocks show one twice, the database means the second.
            and(lots.isPending, lt(lots.availableFrom, midnightOf(addDays(by, 1), merchant.timezone))),
            and(lots.isPending, isNull(lots.availableFrom), lt(lots.voidOn, by)),
          ),
        ),
      )
      .orderBy(asc(lots.customerId))
      .limit(PAGE);
  },
  plan: ({ facts: due, input: { by } }) => ({
    result: {
      customers: due.length,
      next: due.length === PAGE ? (due.at(-1)?.customerId ?? null) : null,
    },
    due: due.map(({ customerId }) => ({ customerId, by })),
    audit: [],
  }),
});
