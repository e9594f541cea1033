import { and, desc, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { subscriptionRenewals } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import { canBecome, changeStatus } from "@/lib/domain/perks/transitions";
import type { ToldSubscription } from "@/lib/domain/perks/types";
import { type LocalDate, localDateOf } from "@/lib/domain/time";
import type { Ctx } from "@/lib/platform/ctx";
import { type Held, planFinder, type Subscription } from "./store";

/** The date of the last period that was renewed. */
async function lastRenewedOn(tx: Tx, row: Subscription): Promise<LocalDate> {
  const { merchantId, id } = row;
  const [last] = await tx
    .select({ renewedOn: subscriptionRenewals.renewedOn })
    .from(subscriptionRenewals)
    .where(and(eq(subscriptionRenewals.merchantId, merchantId), eq(subscriptionRenewals.subscriptionId, id)))
    .orderBy(desc(subscriptionRenewals.number))
    .limit(1);
  return last?.renewedOn ?? "";
}

/** The time from which news count: that of cancelling, where it is told and past; else now. */
export function timeOfNews({ cancelledAt }: ToldSubscription, now: Date): Date {
  const told = cancelledAt ? new Date(cancelledAt) : now;
  return told < now ? told : now;
}

/** The subscription after the news, which count from a time. Throws PRECONDITION. */
export async function withNews(
  tx: Tx,
  ctx: Ctx,
  { row, timezone }: Held,
  { news, at }: { news: ToldSubscription; at: Date },
): Promise<Subscription> {
  const planKey = news.plan ?? row.planKey;
  let after: Subscription = { ...row, planKey };
  if (news.status && news.status !== row.status) {
    if (!canBecome(row.status, news.status))
      throw new DomainError("PRECONDITION", `subscription_${row.status}`);
    const { interval } = await planFinder(tx, ctx.merchantId)(planKey, ctx.now);
    after = { ...after, ...changeStatus(row, news.status, { at, timezone, interval }) };
  }
  const { renewsOn } = news;
  const isNext =
    renewsOn !== undefined &&
    after.renewsOn !== null &&
    renewsOn >= localDateOf(ctx.now, timezone) &&
    renewsOn > localDateOf(row.startedAt, timezone) &&
    // the period of a date that was renewed is over: the shop did not know yet
    renewsOn > (await lastRenewedOn(tx, row));
  return isNext ? { ...after, renewsOn } : after;
}
