import { eq } from "drizzle-orm";
import { merchants } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import { defineCommand } from "@/lib/platform/command";
import { setGrossMarginInput } from "../schema";

/** Sets the store's gross margin in basis points, or null for unknown: then ROI is unknown and CLV is revenue. */
export const setGrossMargin = defineCommand({
  name: "costs.set-margin",
  permission: "costs.write",
  input: setGrossMarginInput,
  run: async ({ tx, ctx, input }) => {
    const [before] = await tx
      .select({ grossMarginBps: merchants.grossMarginBps })
      .from(merchants)
      .where(eq(merchants.id, ctx.merchantId))
      .for("update");
    if (!before) throw new DomainError("NOT_FOUND");
    await tx.update(merchants).set(input).where(eq(merchants.id, ctx.merchantId));
    const subject = { subjectType: "merchant", subjectId: ctx.merchantId };
    return { result: input, audit: [{ action: "margin.set", ...subject, before, after: input }] };
  },
});
