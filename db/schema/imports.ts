import { foreignKey, index, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant, merchantId } from "./columns";
import { merchants } from "./merchants";

/** How far an import is, and what came of it. Rows: read, skipped, rejected; things: groups and below. */
export type ImportCounts = {
  rows: number;
  skipped: Record<string, number>;
  rejected: number;
  /** Columns of the files that nothing was read from. */
  unknownColumns: string[];
  groups: number;
  created: number;
  updated: number;
  unchanged: number;
  waiting: number;
  /** Credits that orders of this import earned. */
  awarded: { transactions: number; units: number };
};

export type ImportCursor = { occurredAt: string; kind: string; externalId: string };

/** One import: one or more files, staged row by row, then applied in order. */
export const importBatches = pgTable(
  "import_batches",
  {
    merchantId: merchantId().references(() => merchants.id),
    id: uuid("id").notNull(),
    kind: text("kind").notNull(),
    /** Names of the files, as they were given. */
    files: jsonb("files").$type<string[]>().notNull(),
    /** SHA-256 over files, map and options: starting the same import again resumes this batch. */
    fingerprint: text("fingerprint").notNull(),
    options: jsonb("options").$type<Record<string, unknown>>().notNull(),
    status: text("status", {
      enum: ["staging", "applying", "finished", "failed", "reversing", "reversed"],
    }).notNull(),
    counts: jsonb("counts").$type<ImportCounts>().notNull(),
    /** The last group that has been applied; what comes after it in the order of applying is still to do. */
    cursor: jsonb("cursor").$type<ImportCursor>(),
    startedBy: text("started_by").notNull(),
    createdAt: instant("created_at").notNull(),
    finishedAt: instant("finished_at"),
  },
  (t) => [
    primaryKey({ name: "import_batches_pkey", columns: [t.merchantId, t.id] }),
    index("import_batches_fingerprint_idx").on(t.merchantId, t.fingerprint),
    index("import_batches_created_idx").on(t.merchantId, t.createdAt),
  ],
);

/** A staged row, already read and typed; deleted when the batch is finished. Rows of one thing share its time. */
export const importRows = pgTable(
  "import_rows",
  {
    merchantId: merchantId(),
    batchId: uuid("batch_id").notNull(),
    position: integer("position").notNull(),
    kind: text("kind").notNull(),
    externalId: text("external_id").notNull(),
    occurredAt: instant("occurred_at").notNull(),
    data: jsonb("data").$type<Record<string, unknown>>().notNull(),
  },
  (t) => [
    primaryKey({ name: "import_rows_pkey", columns: [t.merchantId, t.batchId, t.position] }),
    foreignKey({
      name: "import_rows_batch_fkey",
      columns: [t.merchantId, t.batchId],
      foreignColumns: [importBatches.merchantId, importBatches.id],
    }),
    // The order of applying: time, orders before refunds, id.
    index("import_rows_order_idx").on(
      t.merchantId,
      t.batchId,
      t.occurredAt,
      t.kind,
      t.externalId,
      t.position,
    ),
  ],
);

/** A row that could not be read, or was left out, with where and why. */
export const importErrors = pgTable(
  "import_errors",
  {
    merchantId: merchantId(),
    batchId: uuid("batch_id").notNull(),
    position: integer("position").notNull(),
    file: text("file").notNull(),
    line: integer("line").notNull(),
    column: text("column"),
    reason: text("reason").notNull(),
    value: text("value"),
  },
  (t) => [
    primaryKey({ name: "import_errors_pkey", columns: [t.merchantId, t.batchId, t.position] }),
    foreignKey({
      name: "import_errors_batch_fkey",
      columns: [t.merchantId, t.batchId],
      foreignColumns: [importBatches.merchantId, importBatches.id],
    }),
  ],
);
