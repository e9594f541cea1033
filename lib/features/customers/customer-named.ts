import { and, asc, eq, or, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { customers } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import type { Ctx } from "@/lib/platform/ctx";
import { mayIdentify } from "@/lib/platform/mask";

/**
 * The customer whom staff names by the shop's id, or by e-mail where the role may see it; an id goes before an address.
 * Throws NOT_FOUND (`customer_unknown`) at the field `customer`.
 */
export async function customerNamed(db: Db | Tx, ctx: Ctx, text: string) {
  const isId = eq(customers.externalId, text);
  const hasEmail = mayIdentify(ctx.actor)
    ? sql`lower(${customers.email}) = ${text.toLowerCase()}`
    : undefined;
  const [customer] = await db
    .select({
      id: customers.id,
      externalId: customers.externalId,
      name: customers.name,
      email: customers.email,
      locale: customers.locale,
    })
    .from(customers)
    .where(and(eq(customers.merchantId, ctx.merchantId), or(isId, hasEmail)))
    .orderBy(sql`${isId} desc`, asc(customers.createdAt), asc(customers.id))
    .limit(1);
  if (!customer) throw new DomainError("NOT_FOUND", "customer_unknown", {}, { customer: "customer_unknown" });
  return customer;
}
