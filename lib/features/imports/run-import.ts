import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { and, eq } from "drizzle-orm";
import { importBatches, merchants } from "@/db/schema";
import type { ImportCounts } from "@/db/schema/imports";
import { DomainError } from "@/lib/domain/errors";
import { settlePriceDrops } from "@/lib/features/products";
import { execute } from "@/lib/platform/command";
import { authorize, type Ctx } from "@/lib/platform/ctx";
import { toJson } from "@/lib/platform/json";
import { read } from "@/lib/platform/query";
import { applyBatch } from "./applying";
import { finishImport } from "./commands/finish-import";
import { startImport } from "./commands/start-import";
import type { Store } from "./kinds/cell-reader";
import { type ImportErrors, listImportErrors } from "./queries/list-import-errors";
import { checkHeader, checkMap, type ImportFile } from "./reading/header";
import type { ImportKind, ImportMap, ImportReport } from "./schema";
import { type Staging, stageFiles } from "./staging";

export type ImportRequest = {
  kind: ImportKind;
  /** Several files are one batch. */
  files: ImportFile[];
  map?: ImportMap | null;
  noAwards?: boolean;
  dryRun?: boolean;
  /** Hears the batch as soon as there is one. */
  onStart?: (batchId: string) => void;
  /** `read` counts bytes of the files, `apply` orders, refunds, customers …. */
  onProgress?: (phase: "read" | "apply", done: number, total: number) => void;
};

export type ImportOutcome = {
  report: ImportReport;
  /** Rejected rows in the order of the files, at most a hundred. */
  errors: ImportErrors["rows"];
  unknownColumns: string[];
  resumed: boolean;
};

async function fingerprintOf(request: ImportRequest): Promise<string> {
  const hash = createHash("sha256");
  const { kind, map = null, noAwards = false } = request;
  hash.update(toJson({ kind, map, noAwards }));
  for (const file of request.files) {
    hash.update(`\nfile ${(await stat(file.path)).size}\n`);
    for await (const chunk of createReadStream(file.path)) hash.update(chunk);
  }
  return hash.digest("hex");
}

async function storeOf(ctx: Ctx): Promise<Store> {
  const [store] = await (ctx.tx ?? ctx.db)
    .select({ currency: merchants.currency, timezone: merchants.timezone })
    .from(merchants)
    .where(eq(merchants.id, ctx.merchantId));
  if (!store) throw new DomainError("NOT_FOUND");
  return store;
}

async function bytesOf(files: ImportFile[]): Promise<number> {
  const sizes = await Promise.all(files.map(async ({ path }) => (await stat(path)).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function stage(ctx: Ctx, request: ImportRequest, staging: Omit<Staging, "onBytes">, unknown: string[]) {
  const total = await bytesOf(request.files);
  let done = 0;
  const onBytes = (bytes: number) => {
    done += bytes;
    request.onProgress?.("read", done, total);
  };
  try {
    await stageFiles(ctx, { ...staging, onBytes }, unknown);
  } catch (error) {
    await (ctx.tx ?? ctx.db)
      .update(importBatches)
      .set({ status: "failed", finishedAt: ctx.now })
      .where(
        and(
          eq(importBatches.merchantId, ctx.merchantId),
          eq(importBatches.id, staging.batchId),
          eq(importBatches.status, "staging"),
        ),
      );
    throw error;
  }
}

function reportOf(batch: string | null, counts: ImportCounts): ImportReport {
  const { created, updated, unchanged, skipped, rejected, waiting, awarded } = counts;
  return { batch, created, updated, unchanged, skipped, rejected, waiting, awarded };
}

async function run(ctx: Ctx, request: ImportRequest, unknown: string[]): Promise<ImportOutcome> {
  const { kind, files, map = null, noAwards = false } = request;
  const fingerprint = await fingerprintOf(request);
  const names = files.map(({ name }) => name);
  const { batchId, resumes } = await execute(ctx, startImport, {
    kind,
    files: names,
    fingerprint,
    noAwards,
    map,
  });
  request.onStart?.(batchId);
  const store = await storeOf(ctx);
  if (!resumes) await stage(ctx, request, { batchId, kind, files, map, store }, unknown);
  // Facts are told by the import itself: who may import need not be allowed to write orders by hand.
  const job: Ctx = { ...ctx, actor: { type: "job", name: "import" } };
  await applyBatch(job, { id: batchId, noAwards, store }, (done, total) =>
    request.onProgress?.("apply", done, total),
  );
  const tellsProducts = kind === "products" || map?.routes.some(({ to }) => to === "products");
  if (tellsProducts && !noAwards) await settlePriceDrops(job);
  const counts = await execute(ctx, finishImport, { batchId });
  const { rows: errors } = await read(ctx, listImportErrors, { batchId });
  return {
    report: reportOf(batchId, counts),
    errors,
    unknownColumns: counts.unknownColumns,
    resumed: resumes,
  };
}

class DryRunOver extends Error {
  constructor(readonly outcome: ImportOutcome) {
    super("dry run");
  }
}

/** Does the whole import in one transaction and takes it back, so that the report is what the import would say. */
async function dryRun(ctx: Ctx, request: ImportRequest, unknown: string[]): Promise<ImportOutcome> {
  try {
    return await ctx.db.transaction(async (tx) => {
      throw new DryRunOver(await run({ ...ctx, tx }, request, unknown));
    });
  } catch (error) {
    if (!(error instanceof DryRunOver)) throw error;
    const { report, ...rest } = error.outcome;
    return { ...rest, report: { ...report, batch: null } };
  }
}

/**
 * Imports files: reads them into staged rows, applies those by (time, orders before refunds, id), and answers what came
 * of it. Started again after a kill it goes on where it was; after it is finished it changes nothing. Rows that
 * cannot be read are rejected one by one. A dry run writes nothing; it holds the customers of the files while it runs.
 *
 * Throws FORBIDDEN, VALIDATION (a header or map that does not fit) or CONFLICT (another process runs the same import).
 */
export async function runImport(ctx: Ctx, request: ImportRequest): Promise<ImportOutcome> {
  authorize(ctx.actor, "imports.write");
  const { kind, files, map = null } = request;
  const kinds = [kind, ...(map?.routes ?? []).map(({ to }) => to)];
  // Units are given by hand here, as staff do it one by one.
  if (kinds.includes("points")) authorize(ctx.actor, "points.adjust");
  if (map) checkMap(kind, map);
  const unknown = new Set<string>();
  for (const file of files)
    for (const column of await checkHeader(file, kind, map)) if (column !== "") unknown.add(column);
  return request.dryRun ? dryRun(ctx, request, [...unknown]) : run(ctx, request, [...unknown]);
}
