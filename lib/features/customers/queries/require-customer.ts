import { and, eq } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { customers } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import type { Ctx } from "@/lib/platform/ctx";

/** Throws NOT_FOUND unless the customer is the merchant's, so that a foreign id never reads as an empty list. */
export async function requireCustomer(db: Db | Tx, ctx: Ctx, id: string): Promise<void> {
  const [row] = await db
    .select({ id: customers.id })
    .from(customers)
    .where(and(eq(customers.merchantId, ctx.merchantId), eq(customers.id, id)));
  if (!row) throw new DomainError("NOT_FOUND");
}
