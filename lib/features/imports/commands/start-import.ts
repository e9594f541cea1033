import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { importBatches, importErrors, importRows } from "@/db/schema";
import type { ImportCounts } from "@/db/schema/imports";
import { newId } from "@/lib/domain/id";
import { defineCommand } from "@/lib/platform/command";
import { actorName } from "@/lib/platform/ctx";
import { importKinds, mapSchema } from "../schema";

export const noCounts: ImportCounts = {
  rows: 0,
  skipped: {},
  rejected: 0,
  unknownColumns: [],
  groups: 0,
  created: 0,
  updated: 0,
  unchanged: 0,
  waiting: 0,
  awarded: { transactions: 0, units: 0 },
};

/**
 * Opens a batch, or gives back the one that the same files, map and options left unfinished (`resumes`). A batch that
 * never came to being applied is dropped: its files are read again.
 */
export const startImport = defineCommand({
  name: "imports.start",
  permission: "imports.write",
  input: z.strictObject({
    kind: z.enum(importKinds),
    files: z.array(z.string().max(300)).min(1).max(100),
    fingerprint: z.string().length(64),
    noAwards: z.boolean().default(false),
    map: mapSchema.nullable().default(null),
  }),
  async run({ tx, ctx, input: { noAwards, map, ...input } }) {
    const { merchantId } = ctx;
    const own = and(
      eq(importBatches.merchantId, merchantId),
      eq(importBatches.fingerprint, input.fingerprint),
    );
    const [unfinished] = await tx
      .select({ id: importBatches.id })
      .from(importBatches)
      .where(and(own, eq(importBatches.status, "applying")))
      .limit(1);
    if (unfinished) return { result: { batchId: unfinished.id, resumes: true }, audit: [] };

    const abandoned = await tx
      .update(importBatches)
      .set({ status: "failed", finishedAt: ctx.now })
      .where(and(own, eq(importBatches.status, "staging")))
      .returning({ id: importBatches.id });
    for (const { id } of abandoned) {
      await tx
        .delete(importRows)
        .where(and(eq(importRows.merchantId, merchantId), eq(importRows.batchId, id)));
      await tx
        .delete(importErrors)
        .where(and(eq(importErrors.merchantId, merchantId), eq(importErrors.batchId, id)));
    }
    const batchId = newId();
    await tx.insert(importBatches).values({
      ...input,
      merchantId,
      id: batchId,
      options: { noAwards, map },
      status: "staging",
      counts: noCounts,
      startedBy: actorName(ctx.actor),
      createdAt: ctx.now,
    });
    const subject = { subjectType: "import", subjectId: batchId };
    return {
      result: { batchId, resumes: false },
      audit: [{ action: "import.started", ...subject, after: { ...input, noAwards } }],
    };
  },
});
