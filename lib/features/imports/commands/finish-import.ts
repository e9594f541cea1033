import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { importBatches, importRows } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import { defineCommand } from "@/lib/platform/command";

/** Closes a batch that has been applied to its end. Throws NOT_FOUND, also when it is closed already. */
export const finishImport = defineCommand({
  name: "imports.finish",
  permission: "imports.write",
  input: z.strictObject({ batchId: z.uuid() }),
  async run({ tx, ctx, input: { batchId } }) {
    const [batch] = await tx
      .update(importBatches)
      .set({ status: "finished", finishedAt: ctx.now })
      .where(
        and(
          eq(importBatches.merchantId, ctx.merchantId),
          eq(importBatches.id, batchId),
          eq(importBatches.status, "applying"),
        ),
      )
      .returning({ kind: importBatches.kind, counts: importBatches.counts });
    if (!batch) throw new DomainError("NOT_FOUND");
    await tx
      .delete(importRows)
      .where(and(eq(importRows.merchantId, ctx.merchantId), eq(importRows.batchId, batchId)));
    return {
      result: batch.counts,
      audit: [{ action: "import.finished", subjectType: "import", subjectId: batchId, after: batch.counts }],
      events: [{ type: "import.finished", payload: { batch: batchId, kind: batch.kind, ...batch.counts } }],
    };
  },
});
