import { eq } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { merchants } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import { localDateOf } from "@/lib/domain/time";
import type { Ctx } from "@/lib/platform/ctx";
import type { Scope } from "../facts/scope";

/** The scope of all customers of the context's merchant. Segments will narrow it here, and nowhere else. */
export async function loadScope(db: Db | Tx, ctx: Ctx): Promise<Scope> {
  const [merchant] = await db
    .select({ zone: merchants.timezone, currency: merchants.currency, marginBps: merchants.grossMarginBps })
    .from(merchants)
    .where(eq(merchants.id, ctx.merchantId));
  if (!merchant) throw new DomainError("NOT_FOUND");
  return {
    ...merchant,
    db,
    merchantId: ctx.merchantId,
    today: localDateOf(ctx.now, merchant.zone),
    customers: null,
  };
}
