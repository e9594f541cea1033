import { and, eq, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { importBatches } from "@/db/schema";
import type { ImportCounts } from "@/db/schema/imports";
import { DomainError } from "@/lib/domain/errors";
import type { Ctx } from "@/lib/platform/ctx";
import { toJson } from "@/lib/platform/json";
import { noCounts } from "./commands/start-import";
import { rowFormats } from "./kinds";
import { cellReader, RowFault, type Store } from "./kinds/cell-reader";
import type { StagedRow } from "./kinds/format";
import { type CsvRow, rowsOf } from "./reading/csv";
import { columnNames, type ImportFile } from "./reading/header";
import { routeRow } from "./reading/map";
import type { ImportKind, ImportMap } from "./schema";

export type Staging = {
  batchId: string;
  kind: ImportKind;
  files: ImportFile[];
  map: ImportMap | null;
  store: Store;
  onBytes(read: number): void;
};

const ROWS_PER_INSERT = 2000;

type Place = { position: number; file: string; line: number };
type Fault = Place & { column: string | null; reason: string; value: string | null };

/** Rows on their way into the database, some thousands at a time. */
class RowBuffer {
  private rows: (Place & StagedRow)[] = [];
  private faults: Fault[] = [];

  constructor(
    private readonly db: Db | Tx,
    private readonly ctx: Ctx,
    private readonly batchId: string,
  ) {}

  async add(place: Place, row: StagedRow): Promise<void> {
    this.rows.push({ ...place, ...row });
    if (this.rows.length >= ROWS_PER_INSERT) await this.flush();
  }

  async reject(place: Place, { column, reason, value }: Omit<Fault, keyof Place>): Promise<void> {
    this.faults.push({ ...place, column, reason, value: value?.slice(0, 200).replaceAll("\0", "") ?? null });
    if (this.faults.length >= ROWS_PER_INSERT) await this.flush();
  }

  async flush(): Promise<void> {
    const { merchantId, now } = this.ctx;
    if (this.rows.length > 0) {
      const rows = this.rows.map(({ file, line, data, occurredAt, ...row }) => ({
        ...row,
        occurredAt: occurredAt ?? now,
        data: { at: [file, line], row: data },
      }));
      await this.db.execute(sql`
        insert into import_rows (merchant_id, batch_id, position, kind, external_id, occurred_at, data)
        select ${merchantId}::uuid, ${this.batchId}::uuid, r.position, r.kind, r."externalId", r."occurredAt", r.data
        from jsonb_to_recordset(${toJson(rows)}::text::jsonb)
          as r(position int, kind text, "externalId" text, "occurredAt" timestamptz, data jsonb)`);
    }
    if (this.faults.length > 0) await insertFaults(this.db, this.ctx, this.batchId, this.faults);
    this.rows = [];
    this.faults = [];
  }
}

/** Keeps where and why rows were rejected. */
export async function insertFaults(db: Db | Tx, ctx: Ctx, batchId: string, faults: Fault[]): Promise<void> {
  await db.execute(sql`
    insert into import_errors (merchant_id, batch_id, position, file, line, "column", reason, value)
    select ${ctx.merchantId}::uuid, ${batchId}::uuid, f.position, f.file, f.line, f."column", f.reason, f.value
    from jsonb_to_recordset(${toJson(faults)}::text::jsonb)
      as f(position int, file text, line int, "column" text, reason text, value text)`);
}

/** A row of a file as a staged row, or left out for a reason. Throws RowFault when it cannot be read. */
function readRow(row: CsvRow, columns: string[], staging: Staging): StagedRow | { skip: string } {
  if ("fault" in row) throw new RowFault(null, row.fault, row.value);
  const excess = row.cells.slice(columns.length).find((cell) => cell.trim() !== "");
  if (excess !== undefined) throw new RowFault(null, "too_many_cells", excess);
  const cells = new Map(columns.map((column, i) => [column, row.cells[i]?.trim() ?? ""]));
  const routed = staging.map ? routeRow(staging.map, staging.kind, cells) : { kind: staging.kind, cells };
  if ("skip" in routed) return routed;
  const { kind } = routed;
  return { kind, ...rowFormats[kind].read(cellReader(routed.cells, staging.store)) };
}

async function stageFile(file: ImportFile, staging: Staging, buffer: RowBuffer, counts: ImportCounts) {
  let columns: string[] | null = null;
  for await (const row of rowsOf(file.path, staging.onBytes)) {
    if (!columns) {
      columns = "cells" in row ? columnNames(row.cells, staging.map) : [];
      continue;
    }
    const place = { position: counts.rows++, file: file.name, line: row.line };
    try {
      const read = readRow(row, columns, staging);
      if ("skip" in read) counts.skipped[read.skip] = (counts.skipped[read.skip] ?? 0) + 1;
      else await buffer.add(place, read);
    } catch (error) {
      if (!(error instanceof RowFault)) throw error;
      counts.rejected++;
      await buffer.reject(place, error);
    }
  }
}

/**
 * Rows of one thing are applied together, so they share the earliest of their times. Gives how many things there are.
 * Nobody has counted these rows yet for the planner, so the update is written to be one pass however it is planned.
 */
async function groupRows(db: Db | Tx, ctx: Ctx, batchId: string): Promise<number> {
  await db.execute(sql`
    with earlier as materialized (
      select coalesce(jsonb_object_agg(position, first), '{}') as first_by_position from (
        select position, occurred_at, min(occurred_at) over (partition by kind, external_id) as first
        from import_rows where merchant_id = ${ctx.merchantId} and batch_id = ${batchId}) r
      where occurred_at <> first)
    update import_rows r set occurred_at = (first_by_position ->> r.position::text)::timestamptz
    from earlier
    where r.merchant_id = ${ctx.merchantId} and r.batch_id = ${batchId}
      and first_by_position ? r.position::text`);
  const [row] = await db.execute<{ groups: number }>(sql`
    select count(*)::int as groups from (
      select distinct kind, external_id from import_rows
      where merchant_id = ${ctx.merchantId} and batch_id = ${batchId}) g`);
  return row?.groups ?? 0;
}

/**
 * Reads the files row by row into `import_rows`, and what cannot be read into `import_errors`; then the batch is ready
 * to be applied. Throws CONFLICT when another process has taken the import over meanwhile.
 */
export async function stageFiles(
  ctx: Ctx,
  staging: Staging,
  unknownColumns: string[],
): Promise<ImportCounts> {
  const db = ctx.tx ?? ctx.db;
  const counts: ImportCounts = { ...structuredClone(noCounts), unknownColumns };
  const buffer = new RowBuffer(db, ctx, staging.batchId);
  for (const file of staging.files) await stageFile(file, staging, buffer, counts);
  await buffer.flush();
  return db.transaction(async (tx) => {
    counts.groups = await groupRows(tx, ctx, staging.batchId);
    const ready = await tx
      .update(importBatches)
      .set({ status: "applying", counts })
      .where(
        and(
          eq(importBatches.merchantId, ctx.merchantId),
          eq(importBatches.id, staging.batchId),
          eq(importBatches.status, "staging"),
        ),
      )
      .returning({ id: importBatches.id });
    if (ready.length === 0) throw new DomainError("CONFLICT", "import_taken_over");
    return counts;
  });
}
