import { and, eq, inArray, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { lots, ledgerTransactions as lt } from "@/db/schema";
import { explainAward, explainGift, type WhyGift } from "@/lib/domain/earning/explain";
import { loadProgramNames } from "@/lib/features/programs";
import type { Ctx } from "@/lib/platform/ctx";

/** What a transaction that gave units says of where they are from. */
export const givenColumns = {
  code: lt.code,
  occurredAt: lt.occurredAt,
  sourceType: lt.sourceType,
  sourceId: lt.sourceId,
  programVersion: lt.programVersion,
  trace: lt.trace,
  reason: lt.reason,
};

type Given = Pick<typeof lt.$inferSelect, keyof typeof givenColumns>;

/** Where units are from: what gave them, by the rule or the gift in the names of that time, and why staff gave them. */
export type Origin = Omit<Given, "programVersion" | "trace"> & { rule: string | null; gift: WhyGift | null };

/** Names where units are from; the programs' names come in one query. */
export async function originsOf<T extends Given>(
  db: Db | Tx,
  ctx: Ctx,
  given: readonly T[],
): Promise<(Omit<T, "trace" | "programVersion"> & Origin)[]> {
  const numbers = given.map(({ programVersion }) => programVersion);
  const names = await loadProgramNames(db, ctx.merchantId, numbers);
  return given.map(({ trace, programVersion, ...row }) => {
    const program = names.get(programVersion);
    const isAward = row.code === "earn" || row.code === "earn_pending";
    return {
      ...row,
      rule: isAward ? (explainAward(trace, program, new Map())?.rule ?? null) : null,
      gift: row.code === "perk" ? explainGift(trace, program) : null,
    };
  });
}

const followUps: readonly string[] = ["activate", "void", "expire"];

/** Of rows that say what became of units: where these units are from, by the row's id. */
export async function loadOrigins(
  db: Db | Tx,
  ctx: Ctx,
  rows: readonly { id: string; code: string }[],
): Promise<ReadonlyMap<string, Origin>> {
  const ids = rows.filter(({ code }) => followUps.includes(code)).map(({ id }) => id);
  if (ids.length === 0) return new Map();
  const settled = db
    .select({
      rowId: sql<string>`${lt.id}`.as("row_id"),
      // What becomes of a lot is posted under a key that names the lot: `activate:<lot>`, `expire:<lot>:<date>`.
      lotId: sql<string>`split_part(${lt.idempotencyKey}, ':', 2)::uuid`.as("lot_id"),
    })
    .from(lt)
    .where(and(eq(lt.merchantId, ctx.merchantId), inArray(lt.id, ids)))
    .as("settled");
  const given = await db
    .select({ rowId: settled.rowId, ...givenColumns })
    .from(settled)
    .innerJoin(lots, and(eq(lots.merchantId, ctx.merchantId), eq(lots.id, settled.lotId)))
    .innerJoin(lt, and(eq(lt.merchantId, ctx.merchantId), eq(lt.id, lots.transactionId)));
  const origins = await originsOf(db, ctx, given);
  return new Map(origins.map(({ rowId, ...origin }) => [rowId, origin]));
}
