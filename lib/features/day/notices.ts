import { and, eq, gte, inArray, min, sql } from "drizzle-orm";
import { ledgerTransactions, lots, merchants } from "@/db/schema";
import { addDays, type LocalDate, localDateOf, midnightOf } from "@/lib/domain/time";
import { execute } from "@/lib/platform/command";
import { NOTICE_DAYS, queueNotices } from "./commands/queue-notices";
import type { Midnight, Step } from "./step";

/** The next date, from one on, whose midnight made units usable or let them expire, as far as the ledger knows. */
async function nextSettled({ ctx, timezone }: Midnight, from: LocalDate): Promise<LocalDate | null> {
  const [row] = await ctx.db
    .select({ at: min(ledgerTransactions.occurredAt) })
    .from(ledgerTransactions)
    .where(
      and(
        eq(ledgerTransactions.merchantId, ctx.merchantId),
        gte(ledgerTransactions.occurredAt, midnightOf(from, timezone)),
        inArray(ledgerTransactions.code, ["activate", "expire"]),
        eq(ledgerTransactions.sourceType, "job"),
      ),
    );
  return row?.at ? localDateOf(row.at, timezone) : null;
}

/** The next date, from one on, at which units have so many days left. */
async function nextNoticed({ ctx }: Midnight, from: LocalDate, days: number): Promise<LocalDate | null> {
  const [row] = await ctx.db
    .select({ on: min(lots.expiresOn) })
    .from(lots)
    .where(
      and(
        eq(lots.merchantId, ctx.merchantId),
        sql`${lots.remaining} > 0`,
        gte(lots.expiresOn, addDays(from, days)),
      ),
    );
  return row?.on ? addDays(row.on, -days) : null;
}

/** What the midnight did to units, and which of them expire soon, is told to the outside; see `queueNotices`. */
export const queueDueNotices: Step = {
  async due(midnight) {
    const { ctx, date, timezone } = midnight;
    const [store] = await ctx.db
      .select({ createdAt: merchants.createdAt })
      .from(merchants)
      .where(eq(merchants.id, ctx.merchantId));
    const began = store ? localDateOf(store.createdAt, timezone) : date;
    const from = began > date ? began : date;
    const dates = await Promise.all([
      nextSettled(midnight, from),
      ...NOTICE_DAYS.map((days) => nextNoticed(midnight, from, days)),
    ]);
    return dates.reduce((first, one) => (first === null || (one !== null && one < first) ? one : first));
  },
  async run({ ctx, date }, counts) {
    for (let after: string | null = null; ; ) {
      const { queued, next }: { queued: number; next: string | null } = await execute(
        ctx,
        queueNotices,
        { date, after },
        { idempotencyKey: `${date}:${after ?? "first"}` },
      );
      counts.noticesQueued += queued;
      if (!next) return;
      after = next;
    }
  },
};
