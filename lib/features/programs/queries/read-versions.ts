import { and, asc, desc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { Db, Tx } from "@/db/client";
import { notCancelled, programVersions, staffUsers } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import { type Change, diffPrograms } from "@/lib/domain/program/diff";
import { type ProgramDocument, textIn } from "@/lib/domain/program/schema";
import { defineQuery } from "@/lib/platform/query";
import { versionNumberSchema } from "../schema";
import { getVersionAt, getVersionBefore, readTierNames } from "./versions";

export type VersionState = "live" | "scheduled" | "superseded" | "cancelled";

export type VersionRow = {
  number: number;
  note: string;
  /** The publisher's name; the kind of actor where it was no person. */
  author: string;
  publishedAt: Date;
  effectiveFrom: Date;
  /** When it was taken back before it began; null for one that was not. */
  cancelledAt: Date | null;
  state: VersionState;
};

const rowColumns = {
  number: programVersions.number,
  note: programVersions.note,
  author: sql<string>`coalesce(${staffUsers.name}, split_part(${programVersions.author}, ':', 1))`,
  publishedAt: programVersions.publishedAt,
  effectiveFrom: programVersions.effectiveFrom,
  cancelledAt: programVersions.cancelledAt,
};

function selectVersions<T extends object>(db: Db | Tx, extra: T) {
  return db
    .select({ ...rowColumns, ...extra })
    .from(programVersions)
    .leftJoin(staffUsers, eq(programVersions.author, sql`'staff:' || ${staffUsers.id}`));
}

function stateOf(
  version: Pick<VersionRow, "number" | "effectiveFrom" | "cancelledAt">,
  now: Date,
  live: number | undefined,
): VersionState {
  if (version.cancelledAt) return "cancelled";
  if (version.number === live) return "live";
  return version.effectiveFrom > now ? "scheduled" : "superseded";
}

/** The tiers of the live program by key and name; none before the first publication or without tiers. */
export const listTierNames = defineQuery({
  name: "program.tier-names",
  permission: "customers.read",
  input: z.strictObject({}),
  run: ({ db, ctx }) => readTierNames(db, ctx),
});

/** The subscription plans of the live program, with their names in the program's words; none before the first publication. */
export const listPlanNames = defineQuery({
  name: "program.plan-names",
  permission: "customers.read",
  input: z.strictObject({}),
  async run({ db, ctx }): Promise<{ key: string; name: string; active: boolean }[]> {
    const live = await getVersionAt(db, ctx.merchantId, ctx.now);
    const [first = "en"] = live?.document.locales ?? [];
    return (live?.document.perks.plans ?? []).map(({ key, name, active }) => ({
      ...{ key, active },
      name: textIn(name, "en", first, key),
    }));
  },
});

/** The live document, as a file would hold it. Throws NOT_FOUND before the first publication. */
export const pullDocument = defineQuery({
  name: "program.pull",
  permission: "program.read",
  input: z.strictObject({}),
  async run({ db, ctx }): Promise<ProgramDocument> {
    const live = await getVersionAt(db, ctx.merchantId, ctx.now);
    if (!live) throw new DomainError("NOT_FOUND", "program_not_published");
    return live.document;
  },
});

/** All versions, the newest first, without their documents. */
export const listVersions = defineQuery({
  name: "program.versions",
  permission: "program.read",
  input: z.strictObject({}),
  async run({ db, ctx }): Promise<VersionRow[]> {
    const [rows, live] = await Promise.all([
      selectVersions(db, {})
        .where(eq(programVersions.merchantId, ctx.merchantId))
        .orderBy(desc(programVersions.number))
        .limit(500),
      getVersionAt(db, ctx.merchantId, ctx.now),
    ]);
    return rows.map((row) => ({ ...row, state: stateOf(row, ctx.now, live?.number) }));
  },
});

export type VersionView = VersionRow & {
  document: ProgramDocument;
  /** What was, or will be, in force until this one takes effect; null for the first. */
  before: ProgramDocument | null;
  changes: Change[];
  /** When another version took or takes its place; null where none is known. */
  replacedAt: Date | null;
};

async function replacedAtOf(
  db: Db | Tx,
  merchantId: string,
  version: Pick<VersionRow, "effectiveFrom" | "number">,
): Promise<Date | null> {
  const { effectiveFrom, number } = programVersions;
  const [next] = await db
    .select({ at: effectiveFrom })
    .from(programVersions)
    .where(
      and(
        eq(programVersions.merchantId, merchantId),
        notCancelled,
        sql`(${effectiveFrom}, ${number}) > (${version.effectiveFrom}, ${version.number})`,
      ),
    )
    .orderBy(asc(effectiveFrom), asc(number))
    .limit(1);
  return next?.at ?? null;
}

/** One version with its document and what it changed. Throws NOT_FOUND. */
export const getVersion = defineQuery({
  name: "program.version",
  permission: "program.read",
  input: versionNumberSchema,
  async run({ db, ctx, input }): Promise<VersionView> {
    const [[row], live] = await Promise.all([
      selectVersions(db, { document: programVersions.document }).where(
        and(eq(programVersions.merchantId, ctx.merchantId), eq(programVersions.number, input.number)),
      ),
      getVersionAt(db, ctx.merchantId, ctx.now),
    ]);
    if (!row) throw new DomainError("NOT_FOUND");
    const before = (await getVersionBefore(db, ctx.merchantId, row))?.document ?? null;
    const changes = before ? diffPrograms(before, row.document) : [];
    const replacedAt = await replacedAtOf(db, ctx.merchantId, row);
    return { ...row, state: stateOf(row, ctx.now, live?.number), before, changes, replacedAt };
  },
});
