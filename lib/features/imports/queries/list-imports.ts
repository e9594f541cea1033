import { and, desc, eq, lt, sql } from "drizzle-orm";
import { z } from "zod";
import { importBatches, staffUsers } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import { defineQuery } from "@/lib/platform/query";

const PAGE = 50;

const columns = {
  id: importBatches.id,
  kind: importBatches.kind,
  files: importBatches.files,
  status: importBatches.status,
  counts: importBatches.counts,
  startedBy: importBatches.startedBy,
  /** The name of the staff user; null for the command line and jobs. */
  startedByName: staffUsers.name,
  createdAt: importBatches.createdAt,
  finishedAt: importBatches.finishedAt,
};

const starter = eq(importBatches.startedBy, sql`'staff:' || ${staffUsers.id}`);

/** Imports, the newest first, fifty a page; `next` is the cursor of the page after, or null. */
export const listImports = defineQuery({
  name: "imports.list",
  permission: "imports.read",
  input: z.strictObject({ before: z.uuid().optional() }),
  async run({ db, ctx, input }) {
    const rows = await db
      .select(columns)
      .from(importBatches)
      .leftJoin(staffUsers, starter)
      .where(
        and(
          eq(importBatches.merchantId, ctx.merchantId),
          input.before ? lt(importBatches.id, input.before) : undefined,
        ),
      )
      .orderBy(desc(importBatches.id))
      .limit(PAGE + 1);
    const page = rows.slice(0, PAGE);
    return { rows: page, next: rows.length > PAGE ? (page.at(-1)?.id ?? null) : null };
  },
});

/** One import with what came of it. Throws NOT_FOUND. */
export const getImport = defineQuery({
  name: "imports.get",
  permission: "imports.read",
  input: z.strictObject({ batchId: z.uuid() }),
  async run({ db, ctx, input }) {
    const [row] = await db
      .select(columns)
      .from(importBatches)
      .leftJoin(staffUsers, starter)
      .where(and(eq(importBatches.merchantId, ctx.merchantId), eq(importBatches.id, input.batchId)));
    if (!row) throw new DomainError("NOT_FOUND");
    return row;
  },
});

export type ImportRow = Awaited<ReturnType<typeof getImport.run>>;
