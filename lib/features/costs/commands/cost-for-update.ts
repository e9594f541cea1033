import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { programCosts } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import type { Ctx } from "@/lib/platform/ctx";

/** The condition that names one cost entry of the merchant. */
export function thisCost(ctx: Ctx, id: string) {
  return and(eq(programCosts.merchantId, ctx.merchantId), eq(programCosts.id, id));
}

/** The entry as it is, locked until the transaction ends. Throws NOT_FOUND. */
export async function costForUpdate(tx: Tx, ctx: Ctx, id: string) {
  const [cost] = await tx
    .select({
      date: programCosts.date,
      kind: programCosts.kind,
      amountMinor: programCosts.amountMinor,
      note: programCosts.note,
    })
    .from(programCosts)
    .where(thisCost(ctx, id))
    .for("update");
  if (!cost) throw new DomainError("NOT_FOUND");
  return cost;
}
