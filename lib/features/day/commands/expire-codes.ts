import { and, eq, lt } from "drizzle-orm";
import { z } from "zod";
import { redemptions } from "@/db/schema";
import { defineCommand } from "@/lib/platform/command";

/**
 * Marks issued codes whose last usable day is before a local date as expired; nothing is given back for them.
 * Running it again changes nothing.
 */
export const expireCodes = defineCommand({
  name: "codes.expire",
  permission: "day.run",
  input: z.strictObject({ before: z.iso.date() }),
  async run({ tx, ctx, input }) {
    const expired = await tx
      .update(redemptions)
      .set({ status: "expired" })
      .where(
        and(
          eq(redemptions.merchantId, ctx.merchantId),
          eq(redemptions.status, "issued"),
          lt(redemptions.expiresOn, input.before),
        ),
      )
      .returning({ id: redemptions.id });
    return { result: { codes: expired.length }, audit: [] };
  },
});
