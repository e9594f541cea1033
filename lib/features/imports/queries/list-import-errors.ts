import { and, asc, count, desc, eq, gt } from "drizzle-orm";
import { z } from "zod";
import { importErrors } from "@/db/schema";
import { defineQuery } from "@/lib/platform/query";

const PAGE = 100;

/** Rejected rows of an import in the order of its files, a hundred a page, and how many there are per reason. */
export const listImportErrors = defineQuery({
  name: "imports.errors",
  permission: "imports.read",
  input: z.strictObject({ batchId: z.uuid(), after: z.int().min(0).optional() }),
  async run({ db, ctx, input }) {
    const own = and(eq(importErrors.merchantId, ctx.merchantId), eq(importErrors.batchId, input.batchId));
    const [rows, reasons] = await Promise.all([
      db
        .select({
          position: importErrors.position,
          file: importErrors.file,
          line: importErrors.line,
          column: importErrors.column,
          reason: importErrors.reason,
          value: importErrors.value,
        })
        .from(importErrors)
        .where(and(own, input.after === undefined ? undefined : gt(importErrors.position, input.after)))
        .orderBy(asc(importErrors.position))
        .limit(PAGE + 1),
      db
        .select({ reason: importErrors.reason, column: importErrors.column, rows: count() })
        .from(importErrors)
        .where(own)
        .groupBy(importErrors.reason, importErrors.column)
        .orderBy(desc(count()))
        .limit(PAGE),
    ]);
    const page = rows.slice(0, PAGE);
    return { rows: page, reasons, next: rows.length > PAGE ? (page.at(-1)?.position ?? null) : null };
  },
});

export type ImportErrors = Awaited<ReturnType<typeof listImportErrors.run>>;
