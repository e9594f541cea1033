import { eq, type SQL, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { merchants } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import { localDateOf } from "@/lib/domain/time";
import { segmentSql } from "@/lib/features/segments";
import type { Ctx } from "@/lib/platform/ctx";
import type { Scope } from "../facts/scope";

/**
 * The scope of all customers of the context's merchant, or of those whom a segment holds now.
 * @throws DomainError NOT_FOUND (`segment_unknown`)
 */
export async function loadScope(db: Db | Tx, ctx: Ctx, segment?: string): Promise<Scope> {
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
    customers: segment === undefined ? null : await membersNow(db, ctx, segment),
  };
}

/**
 * The members' ids, found once: a page asks many queries about the same people, and each would look for them again.
 * They go as one array, which the database unfolds into a hash.
 */
async function membersNow(db: Db | Tx, ctx: Ctx, segment: string): Promise<SQL> {
  const members = await segmentSql(db, ctx, segment);
  const [found] = await db.execute<{ ids: string }>(
    sql`select coalesce(array_agg(id), '{}')::text as ids from (${members}) members(id)`,
  );
  return sql`select unnest(${found?.ids ?? "{}"}::uuid[])`;
}
