import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { merchants } from "@/db/schema";
import { defineCommand } from "@/lib/platform/command";

/**
 * Notes that the work of a local midnight is done. `closed` is false when another worker closed it first: the day
 * before it is then no longer the last one.
 */
export const closeDay = defineCommand({
  name: "day.close",
  permission: "day.run",
  input: z.strictObject({ date: z.iso.date(), after: z.iso.date().nullable() }),
  async run({ tx, ctx, input }) {
    const closed = await tx
      .update(merchants)
      .set({ dayRunThrough: input.date })
      .where(
        and(
          eq(merchants.id, ctx.merchantId),
          sql`${merchants.dayRunThrough} is not distinct from ${input.after}::text`,
        ),
      )
      .returning({ id: merchants.id });
    return { result: { closed: closed.length > 0 }, audit: [] };
  },
});
