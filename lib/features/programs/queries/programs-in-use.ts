import { and, eq, gt } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { notCancelled, programDrafts, programVersions } from "@/db/schema";
import type { ProgramDocument } from "@/lib/domain/program/schema";
import type { Ctx } from "@/lib/platform/ctx";
import { getVersionAt } from "./versions";

export type ProgramInUse = { where: "live" | "scheduled" | "draft"; document: ProgramDocument };

/** The documents that are in force, will be, or are being edited: what they name must not be taken away. */
export async function listProgramsInUse(db: Db | Tx, ctx: Ctx): Promise<ProgramInUse[]> {
  const { merchantId, now } = ctx;
  const [live, scheduled, drafts] = await Promise.all([
    getVersionAt(db, merchantId, now),
    db
      .select({ document: programVersions.document })
      .from(programVersions)
      .where(
        and(eq(programVersions.merchantId, merchantId), notCancelled, gt(programVersions.effectiveFrom, now)),
      )
      .orderBy(programVersions.effectiveFrom),
    db
      .select({ document: programDrafts.document })
      .from(programDrafts)
      .where(eq(programDrafts.merchantId, merchantId)),
  ]);
  return [
    ...(live ? [{ where: "live" as const, document: live.document }] : []),
    ...scheduled.map(({ document }) => ({ where: "scheduled" as const, document })),
    ...drafts.map(({ document }) => ({ where: "draft" as const, document })),
  ];
}
