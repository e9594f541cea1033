import { and, eq, inArray, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { programVersions } from "@/db/schema";
import type { ProgramNames } from "@/lib/domain/earning/explain";

/** The names that program versions give to their rules, tiers, plans, events and challenges, by the version's number. */
export async function loadProgramNames(
  db: Db | Tx,
  merchantId: string,
  numbers: readonly (number | null)[],
): Promise<ReadonlyMap<number | null, ProgramNames>> {
  const wanted = [...new Set(numbers)].filter((number) => number !== null);
  if (wanted.length === 0) return new Map();
  const part = <K extends keyof ProgramNames>(key: K) =>
    sql<ProgramNames[K]>`${programVersions.document} -> ${key}::text`;
  const rows = await db
    .select({
      number: programVersions.number,
      locales: part("locales"),
      tiers: part("tiers"),
      perks: part("perks"),
      earningRules: part("earningRules"),
      eventTypes: part("eventTypes"),
      gamification: part("gamification"),
    })
    .from(programVersions)
    .where(and(eq(programVersions.merchantId, merchantId), inArray(programVersions.number, wanted)));
  return new Map(rows.map(({ number, ...names }) => [number, names]));
}
