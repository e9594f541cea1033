import { and, asc, eq, gt, isNull, min, or, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { customers } from "@/db/schema";
import { ownFact } from "@/lib/domain/events/facts";
import { asksFor } from "@/lib/domain/events/plan-facts";
import { datesKeptOn } from "@/lib/domain/events/yearly";
import { addDays, daysBetween, type LocalDate, localDateOf, midnightOf } from "@/lib/domain/time";
import { awardFacts } from "@/lib/features/earning";
import { openMidnight } from "@/lib/features/merchants";
import { getVersionAt } from "@/lib/features/programs";
import { defineCommand } from "@/lib/platform/command";
import type { Ctx } from "@/lib/platform/ctx";
import { midnightPageSchema } from "../schema";

const PAGE = 200;

/** The next members, after an id, who were enrolled on the same day of an earlier year. */
async function findMembers(
  tx: Tx,
  ctx: Ctx,
  { date, timezone, after }: { date: LocalDate; timezone: string; after: string | null },
) {
  const own = eq(customers.merchantId, ctx.merchantId);
  const [first] = await tx
    .select({ at: min(customers.enrolledAt) })
    .from(customers)
    .where(own);
  if (!first?.at) return [];
  const days = datesKeptOn(date, localDateOf(first.at, timezone)).map((day) => {
    const [from, to] = [midnightOf(day, timezone), midnightOf(addDays(day, 1), timezone)];
    return sql`(${customers.enrolledAt} >= ${from.toISOString()}::timestamptz and ${customers.enrolledAt} < ${to.toISOString()}::timestamptz)`;
  });
  if (days.length === 0) return [];
  return tx
    .select({ id: customers.id, enrolledAt: customers.enrolledAt })
    .from(customers)
    .where(and(own, isNull(customers.blockedAt), or(...days), after ? gt(customers.id, after) : undefined))
    .orderBy(asc(customers.id))
    .limit(PAGE);
}

/**
 * Gives the next 200 members who joined on the day of the year that a date keeps what rules promise for it; `next` is
 * what to give as `after` for those after them. Whoever joined on 29 February is kept on the 28th in a common year. Safe to
 * repeat and to run twice at once.
 */
export const awardAnniversaries = defineCommand({
  name: "day.award-anniversaries",
  permission: "day.run",
  input: midnightPageSchema,
  async run({ tx, ctx, input: { date, after } }) {
    const merchant = await openMidnight(tx, ctx, date);
    const version = merchant && (await getVersionAt(tx, ctx.merchantId, ctx.now));
    if (!merchant || !version || !asksFor(version.document, "customer.anniversary"))
      return { result: { kept: 0, next: null }, audit: [] };
    const { timezone } = merchant;
    const found = await findMembers(tx, ctx, { date, timezone, after });
    const { fresh } = await awardFacts(
      tx,
      ctx,
      found.map(({ id: customerId, enrolledAt }) => {
        const since = enrolledAt ? localDateOf(enrolledAt, timezone) : date;
        const years = Math.round(daysBetween(since, date) / 365.2425);
        const key = `anniversary:${customerId}:${date}`;
        return ownFact({ key, customerId, trigger: "customer.anniversary", at: ctx.now, data: { years } });
      }),
    );
    const next = found.length === PAGE ? (found.at(-1)?.id ?? null) : null;
    return { result: { kept: fresh.size, next }, audit: [] };
  },
});
