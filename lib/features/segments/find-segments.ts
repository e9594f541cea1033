import { and, eq, inArray, type SQL } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { merchants, segments } from "@/db/schema";
import { holds } from "@/lib/domain/conditions/evaluate";
import type { Condition } from "@/lib/domain/conditions/schema";
import { DomainError, invariant } from "@/lib/domain/errors";
import type { Ctx } from "@/lib/platform/ctx";
import { type Asked, compileCondition } from "./compile-sql";
import { loadConditionFacts, loadMoment } from "./facts";

/** The merchant, its zone and the time of the call. */
export async function askedNow(db: Db | Tx, ctx: Ctx): Promise<Asked> {
  const [merchant] = await db
    .select({ timezone: merchants.timezone })
    .from(merchants)
    .where(eq(merchants.id, ctx.merchantId));
  invariant(merchant, "the context names an existing merchant");
  return { merchantId: ctx.merchantId, now: ctx.now, timezone: merchant.timezone };
}

/** The conditions of these segments by key; those that do not exist are left out. */
export async function loadConditions(
  db: Db | Tx,
  merchantId: string,
  keys: readonly string[],
): Promise<Map<string, Condition>> {
  if (keys.length === 0) return new Map();
  const rows = await db
    .select({ key: segments.key, condition: segments.condition })
    .from(segments)
    .where(and(eq(segments.merchantId, merchantId), inArray(segments.key, [...keys])));
  return new Map(rows.map(({ key, condition }) => [key, condition]));
}

/** The names of these segments by key; those that do not exist are left out. */
export async function loadSegmentNames(
  db: Db | Tx,
  merchantId: string,
  keys: readonly string[],
): Promise<Map<string, string>> {
  if (keys.length === 0) return new Map();
  const rows = await db
    .select({ key: segments.key, name: segments.name })
    .from(segments)
    .where(and(eq(segments.merchantId, merchantId), inArray(segments.key, [...keys])));
  return new Map(rows.map(({ key, name }) => [key, name]));
}

/** A select of the ids of the customers whom a condition holds now, to stand behind `in`. */
export async function conditionSql(db: Db | Tx, ctx: Ctx, condition: Condition): Promise<SQL> {
  return compileCondition(condition, await askedNow(db, ctx));
}

/** A select of the ids of the customers whom a segment holds now, to stand behind `in`. Throws NOT_FOUND. */
export async function segmentSql(db: Db | Tx, ctx: Ctx, key: string): Promise<SQL> {
  const [condition] = (await loadConditions(db, ctx.merchantId, [key])).values();
  if (!condition) throw new DomainError("NOT_FOUND", "segment_unknown");
  return conditionSql(db, ctx, condition);
}

/** Which of these segments hold a customer now; keys of segments that do not exist are left out. */
export async function segmentKeysOf(
  db: Db | Tx,
  ctx: Ctx,
  customerId: string,
  keys: readonly string[],
): Promise<string[]> {
  const conditions = await loadConditions(db, ctx.merchantId, keys);
  if (conditions.size === 0) return [];
  const asked = await askedNow(db, ctx);
  const all = [...conditions.values()];
  const [facts, moment] = await Promise.all([
    loadConditionFacts(db, asked, [customerId], all),
    loadMoment(db, asked, all),
  ]);
  const own = facts.get(customerId);
  return own
    ? [...conditions].flatMap(([key, condition]) => (holds(condition, own, moment) ? [key] : []))
    : [];
}
