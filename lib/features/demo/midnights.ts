import { and, eq, gte } from "drizzle-orm";
import { customers, redemptions } from "@/db/schema";
import { REFERRALS_FROM } from "@/db/seed/program";
import { SEASON_FROM } from "@/db/seed/season";
import type { News, Subscriber } from "@/db/seed/subscribers";
import { expireCodes, runMidnight } from "@/lib/features/day";
import { settleDue } from "@/lib/features/ledger";
import { settleReferrals } from "@/lib/features/referrals";
import { recordSubscription, renewDueSubscriptions } from "@/lib/features/subscriptions";
import { execute } from "@/lib/platform/command";
import type { Ctx } from "@/lib/platform/ctx";
import type { Calendar } from "./facts";

/**
 * The work of the midnights of these days: all of it once there are birthdays and games to keep. Before that, invitations are judged by each one's own clock; what renews or expires knows
 * its day, so that all of it can be done after the last.
 */
export async function runMidnights(ctx: Ctx, calendar: Calendar, days: number[]): Promise<void> {
  if (days.some((day) => day >= SEASON_FROM)) {
    const { timezone } = calendar;
    for (const day of days)
      await runMidnight({ ctx: { ...ctx, now: calendar.at(day) }, date: calendar.date(day), timezone });
    return;
  }
  for (const day of days.filter((one) => one >= REFERRALS_FROM)) {
    const midnight = { ...ctx, now: calendar.at(day) };
    for (let after: string | null = null; ; ) {
      const { next }: { next: string | null } = await execute(midnight, settleReferrals, { after });
      if (!next) break;
      after = next;
    }
  }
  const last = calendar.date(days.at(-1) ?? 0);
  for (let more = true; more; ) ({ more } = await execute(ctx, renewDueSubscriptions, { on: last }));
  for (let after: string | null = null; ; ) {
    const { next }: { next: string | null } = await execute(ctx, settleDue, { by: last, after });
    if (!next) break;
    after = next;
  }
  for (let more = true; more; ) ({ more } = await execute(ctx, expireCodes, { before: last }));
}

/** What the shop says of subscriptions on these days, in the order of time. */
export async function tellSubscriptions(
  ctx: Ctx,
  told: { calendar: Calendar; subscribers: Subscriber[]; batchId: string; days: number[] },
): Promise<void> {
  const { calendar, subscribers, batchId, days } = told;
  const at = ({ day, second }: News) => calendar.at(day, second);
  const news = subscribers
    .flatMap((subscriber) => subscriber.news.map((one) => ({ subscriber, one, at: at(one) })))
    .filter(({ one, at: now }) => days.includes(one.day) && now <= ctx.now)
    .sort((a, b) => a.at.getTime() - b.at.getTime());
  for (const { subscriber, one, at: now } of news) {
    const [start] = subscriber.news;
    await execute({ ...ctx, now }, recordSubscription, {
      externalId: subscriber.externalId,
      customerExternalId: subscriber.shopper.person.externalId,
      plan: subscriber.plan.key,
      status: one.status,
      startedAt: start && at(start).toISOString(),
      batchId,
    });
  }
}

/** Codes that were given without points since, each with whom it was given to. */
export function listGifts({ db, merchantId }: Ctx, since: Date) {
  return db
    .select({ externalId: customers.externalId, code: redemptions.code, reward: redemptions.reward })
    .from(redemptions)
    .innerJoin(
      customers,
      and(eq(customers.merchantId, redemptions.merchantId), eq(customers.id, redemptions.customerId)),
    )
    .where(
      and(
        eq(redemptions.merchantId, merchantId),
        gte(redemptions.issuedAt, since),
        eq(redemptions.price, 0n),
        eq(redemptions.status, "issued"),
      ),
    )
    .orderBy(customers.externalId, redemptions.rewardKey);
}
