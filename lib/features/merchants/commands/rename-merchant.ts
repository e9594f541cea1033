import { eq } from "drizzle-orm";
import { merchants } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import { defineCommand } from "@/lib/platform/command";
import { renameMerchantSchema } from "../schema";

/** Changes the store's name; its slug, currency and time zone stay for good. */
export const renameMerchant = defineCommand({
  name: "merchant.rename",
  permission: "merchant.write",
  input: renameMerchantSchema,
  async run({ tx, ctx, input }) {
    const [before] = await tx
      .select({ name: merchants.name })
      .from(merchants)
      .where(eq(merchants.id, ctx.merchantId))
      .for("update");
    if (!before) throw new DomainError("NOT_FOUND");
    await tx.update(merchants).set({ name: input.name }).where(eq(merchants.id, ctx.merchantId));
    return {
      result: { name: input.name },
      audit: [
        {
          action: "merchant.rename",
          subjectType: "merchant",
          subjectId: ctx.merchantId,
          before,
          after: { name: input.name },
        },
      ],
    };
  },
});
