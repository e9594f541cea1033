import { and, asc, desc, eq, gt, lte, max, or, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { notCancelled, programVersions } from "@/db/schema";
import type { ProgramVersion } from "@/lib/domain/program/schema";
import { type TierName, tierNames } from "@/lib/domain/program/tier-names";
import { versionAt } from "@/lib/domain/program/versions";
import type { Ctx } from "@/lib/platform/ctx";

const columns = {
  number: programVersions.number,
  document: programVersions.document,
  effectiveFrom: programVersions.effectiveFrom,
};

/** The versions of stores whose programs stay as they are, by merchant; see `holdingVersions`. */
const held = new Map<string, readonly ProgramVersion[]>();

/**
 * Does work on a store to which nobody publishes meanwhile, such as a copy that the caller's transaction alone can see: its
 * versions are read once, and not again by each command.
 */
export async function holdingVersions<T>(
  db: Db | Tx,
  merchantId: string,
  work: () => Promise<T>,
): Promise<T> {
  held.set(
    merchantId,
    await db
      .select(columns)
      .from(programVersions)
      .where(and(eq(programVersions.merchantId, merchantId), notCancelled)),
  );
  try {
    return await work();
  } finally {
    held.delete(merchantId);
  }
}

/** The versions that were live at any of the times: what facts of those times are judged by. */
export async function listVersionsAt(
  db: Db | Tx,
  merchantId: string,
  times: Date[],
): Promise<ProgramVersion[]> {
  if (times.length === 0) return [];
  const own = held.get(merchantId);
  if (own) return own.filter((version) => times.some((time) => versionAt(own, time) === version));
  const sorted = times.map((time) => time.getTime()).sort((a, b) => a - b);
  const first = new Date(sorted[0] ?? 0).toISOString();
  const last = new Date(sorted.at(-1) ?? 0);
  const liveAtFirst = db
    .select({ from: max(programVersions.effectiveFrom) })
    .from(programVersions)
    .where(
      and(
        eq(programVersions.merchantId, merchantId),
        notCancelled,
        lte(programVersions.effectiveFrom, new Date(first)),
      ),
    );
  return db
    .select(columns)
    .from(programVersions)
    .where(
      and(
        eq(programVersions.merchantId, merchantId),
        notCancelled,
        lte(programVersions.effectiveFrom, last),
        sql`${programVersions.effectiveFrom} >= coalesce((${liveAtFirst}), '-infinity')`,
      ),
    );
}

/** The version live at a time; null before the first. */
export async function getVersionAt(
  db: Db | Tx,
  merchantId: string,
  at: Date,
): Promise<ProgramVersion | null> {
  const own = held.get(merchantId);
  if (own) return versionAt(own, at);
  const [version] = await db
    .select(columns)
    .from(programVersions)
    .where(
      and(eq(programVersions.merchantId, merchantId), notCancelled, lte(programVersions.effectiveFrom, at)),
    )
    .orderBy(desc(programVersions.effectiveFrom), desc(programVersions.number))
    .limit(1);
  return version ?? null;
}

/** The version that is in force until another one takes effect; null where that is the first. */
export async function getVersionBefore(
  db: Db | Tx,
  merchantId: string,
  other: Pick<ProgramVersion, "number" | "effectiveFrom">,
): Promise<ProgramVersion | null> {
  const { effectiveFrom, number } = programVersions;
  const [version] = await db
    .select(columns)
    .from(programVersions)
    .where(
      and(
        eq(programVersions.merchantId, merchantId),
        notCancelled,
        sql`(${effectiveFrom}, ${number}) < (${other.effectiveFrom}, ${other.number})`,
      ),
    )
    .orderBy(desc(effectiveFrom), desc(number))
    .limit(1);
  return version ?? null;
}

/** The versions that are to take effect later, the next one first. */
export async function listScheduled(db: Db | Tx, { merchantId, now }: Ctx): Promise<ProgramVersion[]> {
  return db
    .select(columns)
    .from(programVersions)
    .where(
      and(eq(programVersions.merchantId, merchantId), notCancelled, gt(programVersions.effectiveFrom, now)),
    )
    .orderBy(asc(programVersions.effectiveFrom), asc(programVersions.number));
}

/** The version in force by now, or published at once by somebody whose clock is ahead of ours. */
export async function getNewestVersion(
  db: Db | Tx,
  merchantId: string,
  now: Date,
): Promise<ProgramVersion | null> {
  const { effectiveFrom, publishedAt } = programVersions;
  const [version] = await db
    .select(columns)
    .from(programVersions)
    .where(
      and(
        eq(programVersions.merchantId, merchantId),
        notCancelled,
        or(lte(effectiveFrom, now), lte(effectiveFrom, publishedAt)),
      ),
    )
    .orderBy(desc(effectiveFrom), desc(programVersions.number))
    .limit(1);
  return version ?? null;
}

/** The tiers of the live program; none before the first publication or without tiers. */
export async function readTierNames(db: Db | Tx, ctx: Ctx): Promise<TierName[]> {
  const live = await getVersionAt(db, ctx.merchantId, ctx.now);
  return live ? tierNames(live.document) : [];
}
