import { importBatches, importErrors } from "@/db/schema";
import type { Shopper } from "@/db/seed/behaviour";
import { nextDraft, SUBSCRIPTIONS_FROM } from "@/db/seed/program";
import { newId } from "@/lib/domain/id";
import { addDays, localDateOf } from "@/lib/domain/time";
import { requestCode } from "@/lib/features/members";
import { getDraft, saveDraft } from "@/lib/features/programs";
import { runQueuedSimulations, startSimulation } from "@/lib/features/simulation";
import { createInvitation } from "@/lib/features/surveys";
import { execute } from "@/lib/platform/command";
import type { Ctx } from "@/lib/platform/ctx";
import { read } from "@/lib/platform/query";
import type { Calendar } from "./facts";

const DAY_MS = 86_400_000;

/** The last days at work: mails in the outbox, invitations to the survey, a draft that was tried. */
export async function addDailyWork(ctx: Ctx, shoppers: Shopper[], surveyId: string): Promise<void> {
  const recent = shoppers.filter((shopper) => shopper.visits.length > 4).slice(0, 12);
  for (const [i, { person }] of recent.entries()) {
    const then = { ...ctx, now: new Date(ctx.now.getTime() - (recent.length - i) * 0.4 * DAY_MS) };
    if (i % 3 === 0) await execute(then, requestCode, { email: person.email, locale: "en" });
    else await execute(then, createInvitation, { surveyId, customer: person.externalId });
  }
  await prepareDraft(ctx);
}

/** A draft that waits for review, and the dry run that was made of it. */
async function prepareDraft(ctx: Ctx): Promise<void> {
  const { revision, document } = await read(ctx, getDraft, {});
  const today = localDateOf(ctx.now, document.timezone);
  const next = nextDraft(document, { from: addDays(today, 10), until: addDays(today, 16) });
  const saved = await execute(ctx, saveDraft, { revision, document: next });
  await execute(ctx, startSimulation, { revision: saved.revision, days: 90 });
  await runQueuedSimulations(ctx.db);
}

/** Ids of the imports that orders and subscriptions name. */
export type Batches = { orders: string; subscriptions: string };
type BatchInput = { kind: string; file: string; created: number; day: number };

/** The imports the history came by, with the rows that could not be read. */
export async function addImports(
  ctx: Ctx,
  calendar: Calendar,
  batches: Batches,
  counts: { customers: number; orders: number; answers: number; subscriptions: number },
): Promise<void> {
  const batch = async (id: string, { kind, file, created, day }: BatchInput, rejected: number) => {
    const at = calendar.at(day, 9 * 3600);
    await ctx.db.insert(importBatches).values({
      merchantId: ctx.merchantId,
      id,
      kind,
      files: [file],
      fingerprint: id,
      options: {},
      status: "finished",
      counts: {
        rows: created + rejected,
        skipped: {},
        rejected,
        unknownColumns: kind === "orders" ? ["Gift note"] : [],
        groups: created,
        created,
        updated: 0,
        unchanged: 0,
        waiting: 0,
        awarded: { transactions: 0, units: 0 },
      },
      startedBy: "system",
      createdAt: at,
      finishedAt: new Date(at.getTime() + 40_000),
    });
  };
  await batch(newId(), { kind: "customers", file: "customers.csv", created: counts.customers, day: 0 }, 0);
  await batch(batches.orders, { kind: "orders", file: "orders.csv", created: counts.orders, day: 0 }, 3);
  await batch(newId(), { kind: "surveys", file: "nps-answers.csv", created: counts.answers, day: 1 }, 0);
  const told = { kind: "subscriptions", file: "subscriptions.csv", day: SUBSCRIPTIONS_FROM };
  await batch(batches.subscriptions, { ...told, created: counts.subscriptions }, 0);
  const rejected = [
    { line: 8_214, column: "total", reason: "not_a_number", value: "12,40 GBP" },
    { line: 15_077, column: "currency", reason: "other_currency", value: "EUR" },
    { line: 15_078, column: "placed_at", reason: "not_a_time", value: "31/02/2026" },
  ];
  await ctx.db.insert(importErrors).values(
    rejected.map((row, position) => ({
      merchantId: ctx.merchantId,
      batchId: batches.orders,
      position,
      file: "orders.csv",
      ...row,
    })),
  );
}
