import { and, eq, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { importBatches } from "@/db/schema";
import type { ImportCounts, ImportCursor } from "@/db/schema/imports";
import { DomainError } from "@/lib/domain/errors";
import { recordOrders } from "@/lib/features/orders";
import { recordProducts } from "@/lib/features/products";
import { execute, withRetries } from "@/lib/platform/command";
import type { Ctx } from "@/lib/platform/ctx";
import { contentHash } from "@/lib/platform/json";
import { statisticsKeeper } from "@/lib/platform/statistics";
import { importCosts } from "./commands/import-costs";
import { importCustomers } from "./commands/import-customers";
import { importSurveys } from "./commands/import-surveys";
import { decimalsOf, RowFault, type Store } from "./kinds/cell-reader";
import { assembleOrder, type StagedOrder } from "./kinds/order-rows";
import { assembleRefund, type StagedRefund } from "./kinds/refund-rows";
import { insertFaults } from "./staging";
import { tellEvents } from "./telling-events";
import { tellPoints } from "./telling-points";
import { ofAnother, tellSubscription } from "./telling-subscriptions";

const FACTS_PER_CHUNK = 500;

export type Batch = { id: string; noAwards: boolean; store: Store };
type Progress = { cursor: ImportCursor | null; counts: ImportCounts };

type Staged<T> = { at: [file: string, line: number]; position: number; row: T };
/** The rows of one order, refund, customer …, in the order of the files. */
type Group = { externalId: string; occurredAt: string } & (
  | { kind: "orders"; rows: Staged<StagedOrder>[] }
  | { kind: "refunds"; rows: Staged<StagedRefund>[] }
  | {
      kind: "customers" | "points" | "costs" | "surveys" | "subscriptions" | "events" | "products";
      rows: Staged<Record<string, unknown>>[];
    }
);

/** The next things in the order of applying: by time, orders before refunds, then id. */
async function nextGroups(ctx: Ctx, batchId: string, cursor: ImportCursor | null): Promise<Group[]> {
  const after = cursor
    ? sql`and (occurred_at, kind, external_id) > (${cursor.occurredAt}::timestamptz, ${cursor.kind}, ${cursor.externalId})`
    : sql``;
  return (ctx.tx ?? ctx.db).execute<Group>(sql`
    select kind, external_id as "externalId", occurred_at::text as "occurredAt",
      jsonb_agg(data || jsonb_build_object('position', position) order by position) as rows
    from import_rows
    where merchant_id = ${ctx.merchantId} and batch_id = ${batchId} ${after}
    group by import_rows.occurred_at, kind, external_id
    order by import_rows.occurred_at, kind, external_id
    limit ${FACTS_PER_CHUNK}`);
}

/** What a group tells, as the command of its kind takes it. The last row decides where rows do not add up. */
function factOf(group: Group, batch: Batch) {
  const store = { ...batch.store, decimals: decimalsOf(batch.store) };
  if (group.kind === "orders") {
    const rows = group.rows.map(({ row }) => row);
    return { kind: "order" as const, order: assembleOrder(rows, store, batch.noAwards) };
  }
  if (group.kind === "refunds") {
    const rows = group.rows.map(({ row }) => row);
    return { kind: "refund" as const, refund: assembleRefund(rows, store, batch.noAwards) };
  }
  return { kind: group.kind, told: group.rows.at(-1)?.row };
}

type Fact = ReturnType<typeof factOf>;

/** Keeps why rows of one thing are rejected, with the place of the first, and counts them all. */
async function reject(
  db: Tx,
  ctx: Ctx,
  batchId: string,
  rows: Staged<unknown>[],
  { column, reason, value }: RowFault,
  counts: ImportCounts,
): Promise<void> {
  counts.rejected += rows.length;
  const [{ at, position } = { at: ["", 0] as const, position: 0 }] = rows;
  await insertFaults(db, ctx, batchId, [{ position, file: at[0], line: at[1], column, reason, value }]);
}

/** A subscription is that of the customer whom its first row names; rows that name another are no part of it. */
function ofOneCustomer(group: Group): { group: Group; others: Staged<Record<string, unknown>>[] } {
  if (group.kind !== "subscriptions") return { group, others: [] };
  const customer = group.rows[0]?.row.customerExternalId;
  const isOwn = ({ row }: (typeof group.rows)[number]) => row.customerExternalId === customer;
  return {
    group: { ...group, rows: group.rows.filter(isOwn) },
    others: group.rows.filter((row) => !isOwn(row)),
  };
}

/** Tells the events among the groups; those that cannot be taken are rejected, and the others go in. */
async function assembleEvents(
  ctx: Ctx & { tx: Tx },
  batch: Batch,
  groups: Group[],
  counts: ImportCounts,
): Promise<void> {
  const events = groups.filter(({ kind }) => kind === "events");
  if (events.length === 0) return;
  const told = events.map(({ rows }) => rows.at(-1)?.row);
  const { events: recorded, awarded, faults } = await tellEvents(ctx, batch, told);
  for (const { externalId, rows } of events) {
    const fault = faults.get(externalId);
    if (fault) await reject(ctx.tx, ctx, batch.id, rows, fault, counts);
  }
  for (const { outcome } of recorded) if (outcome !== "rejected") counts[outcome] += 1;
  counts.awarded.transactions += awarded.transactions;
  counts.awarded.units += Number(awarded.units);
}

/** Gives and takes the points among the groups; rows that cannot be taken are rejected, and the others go in. */
async function assemblePoints(
  ctx: Ctx & { tx: Tx },
  batchId: string,
  groups: Group[],
  counts: ImportCounts,
): Promise<void> {
  const points = groups.filter(({ kind }) => kind === "points");
  if (points.length === 0) return;
  const { created, unchanged, awarded, rejected } = await tellPoints(ctx, batchId, points);
  for (const { rows, fault } of rejected) await reject(ctx.tx, ctx, batchId, rows, fault, counts);
  counts.created += created;
  counts.unchanged += unchanged;
  counts.awarded.transactions += awarded.transactions;
  counts.awarded.units += Number(awarded.units);
}

/** Facts of the groups. A subscription is told here and now: what it is refused for is known of each row by itself. */
async function assemble(
  db: Tx,
  ctx: Ctx,
  batch: Batch,
  groups: Group[],
  counts: ImportCounts,
): Promise<Fact[]> {
  const facts: Fact[] = [];
  await assembleEvents({ ...ctx, tx: db }, batch, groups, counts);
  await assemblePoints({ ...ctx, tx: db }, batch.id, groups, counts);
  for (const told of groups) {
    if (told.kind === "events" || told.kind === "points") continue;
    const { group, others } = ofOneCustomer(told);
    for (const row of others) await reject(db, ctx, batch.id, [row], ofAnother(row.row), counts);
    try {
      const fact = factOf(group, batch);
      if (fact.kind !== "subscriptions") facts.push(fact);
      else count(counts, [await tellSubscription(db, ctx, batch.id, fact.told ?? {})]);
    } catch (error) {
      if (!(error instanceof RowFault)) throw error;
      await reject(db, ctx, batch.id, group.rows, error, counts);
    }
  }
  return facts;
}

function count(
  counts: ImportCounts,
  told: { outcome: "created" | "updated" | "unchanged" | "waiting" }[],
): void {
  for (const { outcome } of told) counts[outcome] += 1;
}

/** Tells the facts to their commands, inside the transaction of `ctx`. */
async function tell(ctx: Ctx, batch: Batch, facts: Fact[], counts: ImportCounts): Promise<void> {
  const { id: batchId, noAwards } = batch;
  const tellers = {
    customers: (input: object) => execute(ctx, importCustomers, { ...input, noAwards }),
    costs: (input: unknown) => execute(ctx, importCosts, input),
    surveys: (input: unknown) => execute(ctx, importSurveys, input),
    products: (input: unknown) => execute(ctx, recordProducts, input),
  };
  for (const kind of ["customers", "costs", "surveys", "products"] as const) {
    const told = facts.flatMap((fact) => (fact.kind === kind ? [fact.told] : []));
    if (told.length === 0) continue;
    count(counts, (await tellers[kind]({ batchId, facts: told })).facts);
  }
  const orders = facts.filter((fact) => fact.kind === "order" || fact.kind === "refund");
  if (orders.length === 0) return;
  const recorded = await execute(ctx, recordOrders, { batchId, facts: orders });
  count(counts, recorded.facts);
  counts.awarded.transactions += recorded.awarded.transactions;
  counts.awarded.units += Number(recorded.awarded.units);
}

/** Applies the groups and moves the cursor past them, both or neither: a kill at any moment loses no more than this. */
async function applyGroups(ctx: Ctx, batch: Batch, groups: Group[], progress: Progress): Promise<Progress> {
  const own = and(eq(importBatches.merchantId, ctx.merchantId), eq(importBatches.id, batch.id));
  const last = groups.at(-1);
  if (!last) return progress;
  const cursor = { occurredAt: last.occurredAt, kind: last.kind, externalId: last.externalId };
  const counts = structuredClone(progress.counts);
  return (ctx.tx ?? ctx.db).transaction(async (tx) => {
    const [stored] = await tx
      .select({ cursor: importBatches.cursor })
      .from(importBatches)
      .where(own)
      .for("update");
    if (contentHash(stored?.cursor) !== contentHash(progress.cursor))
      throw new DomainError("CONFLICT", "import_taken_over");
    const facts = await assemble(tx, ctx, batch, groups, counts);
    await tell({ ...ctx, tx }, batch, facts, counts);
    await tx.update(importBatches).set({ cursor, counts }).where(own);
    return { cursor, counts };
  });
}

async function progressOf(db: Db | Tx, ctx: Ctx, batchId: string): Promise<Progress> {
  const [batch] = await db
    .select({ cursor: importBatches.cursor, counts: importBatches.counts })
    .from(importBatches)
    .where(and(eq(importBatches.merchantId, ctx.merchantId), eq(importBatches.id, batchId)));
  if (!batch) throw new DomainError("NOT_FOUND");
  return batch;
}

const done = (counts: ImportCounts) => counts.created + counts.updated + counts.unchanged + counts.waiting;

/** Applies what a staged batch still has to do, some hundred things per transaction, from its cursor on. */
export async function applyBatch(
  ctx: Ctx,
  batch: Batch,
  onProgress: (applied: number, total: number) => void,
): Promise<void> {
  const keepStatistics = statisticsKeeper(ctx.db);
  let progress = await progressOf(ctx.tx ?? ctx.db, ctx, batch.id);
  for (;;) {
    onProgress(done(progress.counts), progress.counts.groups);
    const groups = await nextGroups(ctx, batch.id, progress.cursor);
    if (groups.length === 0) return;
    const before = progress;
    // Live traffic may hold the same customers in another order, or tell the same order first.
    progress = await withRetries(() => applyGroups(ctx, batch, groups, before));
    await keepStatistics();
  }
}
