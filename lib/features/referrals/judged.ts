import { type SQL, sql } from "drizzle-orm";
import { countingStates } from "@/db/schema";
import type { ReferralOffer } from "@/lib/domain/program/schema";
import { type FirstOrder, judge, LATE_NEWS_DAYS, type Verdict } from "@/lib/domain/referrals/rules";
import type { CancelReason, ReferralState, RefusalReason } from "@/lib/domain/referrals/types";
import { type LocalDate, localDateOf, midnightOf } from "@/lib/domain/time";
import type { Ctx } from "@/lib/platform/ctx";

/** When a claim is looked at, and whose clock says which day it is. */
export type Moment = { at: Date; timezone: string };

/**
 * The friend's first order that counted at a time, as `first` beside the referral `r`: of the friend's customer, or of a
 * guest with the friend's address. What was cancelled or refunded later had not been yet.
 */
export function firstOrder(at: Date): SQL {
  const time = sql`${at.toISOString()}::timestamptz`;
  const ended = sql`coalesce(o.cancelled_at, o.shop_updated_at, o.placed_at)`;
  const earliest = (whose: SQL) => sql`(
    select o.* from orders o
    where o.merchant_id = r.merchant_id and ${whose} and not o.is_test and o.placed_at < ${time}
      and (o.status in (${countingStates})
        or o.status in ('cancelled', 'voided') and ${ended} >= ${time})
    order by o.placed_at, o.id limit 1)`;
  return sql`left join lateral (
    select o.id, o.external_id, o.placed_at, o.total_minor,
      case when o.status = 'refunded' and coalesce(o.shop_updated_at, o.placed_at) < ${time} then o.total_minor
        else least(o.total_minor, coalesce((
          select sum(f.amount_minor) from refunds f
          where f.merchant_id = o.merchant_id and f.order_id = o.id and f.refunded_at < ${time}), 0)::bigint)
      end as refunded_minor
    from (
      ${earliest(sql`o.customer_id = r.friend_id`)}
      union all
      ${earliest(sql`o.customer_id is null and o.email is not null and lower(o.email) = r.friend_email`)}
    ) o order by o.placed_at, o.id limit 1
  ) first on true`;
}

/** What {@link firstOrder} adds to a row. */
export const firstOrderColumns = sql`first.id as first_id, first.external_id as first_external_id,
  first.placed_at as first_placed_at, first.total_minor::text as first_total, first.refunded_minor::text as first_refunded`;

export type FirstOrderRow = {
  first_id: string | null;
  first_external_id: string | null;
  first_placed_at: string | null;
  first_total: string | null;
  first_refunded: string | null;
};

/** The order as the rules take it. */
export function firstOrderOf(row: FirstOrderRow): FirstOrder | null {
  if (!row.first_placed_at) return null;
  return {
    placedAt: new Date(row.first_placed_at),
    totalMinor: BigInt(row.first_total ?? "0"),
    refundedMinor: BigInt(row.first_refunded ?? "0"),
  };
}

export type KeptReferral = {
  state: Exclude<ReferralState, "ordered">;
  reason: RefusalReason | CancelReason | null;
  claimed_at: string;
  offer: ReferralOffer;
};

export type ShownState = {
  state: ReferralState;
  reason: RefusalReason | CancelReason | null;
  payOn: LocalDate | null;
};

/** What an open claim comes to at that moment. */
export function verdictOf(row: KeptReferral & FirstOrderRow, { at, timezone }: Moment): Verdict {
  const claim = { claimedAt: new Date(row.claimed_at), offer: row.offer };
  return judge(claim, firstOrderOf(row), localDateOf(at, timezone), timezone);
}

/** What a claim is shown as: as kept, or, while it is open, as it stands. */
export function shownState(row: KeptReferral & FirstOrderRow, moment: Moment): ShownState {
  if (row.state !== "claimed") return { state: row.state, reason: row.reason, payOn: null };
  const { state, reason, payOn } = verdictOf(row, moment);
  return { state, reason, payOn };
}

const dayOf = (time: SQL, timezone: string) => sql`(${time} at time zone ${timezone})::date`;
const term = (name: keyof ReferralOffer) => sql`(r.offer ->> ${name}::text)::int`;

/** The same state in SQL, of `r` with its `first` order: for filters and counts. A test holds it to the rules. */
export function stateSql({ at, timezone }: Moment): SQL {
  const lastDay = sql`${dayOf(sql`r.claimed_at`, timezone)} + ${term("windowDays")}`;
  return sql`(case
    when r.state <> 'claimed' then r.state
    when first.id is null or ${dayOf(sql`first.placed_at`, timezone)} > ${lastDay}
      then case when ${localDateOf(at, timezone)}::date > ${lastDay} then 'expired' else 'claimed' end
    when ${dayOf(sql`first.placed_at`, timezone)} < ${dayOf(sql`r.claimed_at`, timezone)}
      or first.total_minor - first.refunded_minor < greatest((r.offer ->> 'minOrderMinor')::bigint, 1)
      then 'cancelled'
    else 'ordered' end)`;
}

/** A date, not before `date`, by whose midnight an open claim of the store may be settled; the earliest, null for none. */
export async function findDueDate(
  { db, merchantId }: Ctx,
  { date, timezone }: { date: LocalDate; timezone: string },
): Promise<LocalDate | null> {
  const claimDay = dayOf(sql`r.claimed_at`, timezone);
  const payOn = sql`${dayOf(sql`o.placed_at`, timezone)} + greatest(${term("holdingDays")}, 1)`;
  const midnight = sql`${midnightOf(date, timezone).toISOString()}::timestamptz`;
  const orders = (whose: SQL) => sql`
    select case when ${dayOf(sql`o.placed_at`, timezone)} < ${claimDay} then ${date}::date else greatest(${date}::date, ${payOn}) end
    from referrals r join orders o on o.merchant_id = r.merchant_id and ${whose}
    where r.merchant_id = ${merchantId} and r.state = 'claimed' and not o.is_test
      and ${dayOf(sql`o.placed_at`, timezone)} <= ${claimDay} + ${term("windowDays")}
      and (o.status in (${countingStates}) or o.status in ('cancelled', 'voided')
        and coalesce(o.cancelled_at, o.shop_updated_at, o.placed_at) >= ${midnight})`;
  const [row] = await db.execute<{ due: LocalDate | null }>(sql`
    select min(due)::text as due from (
      ${orders(sql`o.customer_id = r.friend_id`)}
      union all
      ${orders(sql`o.customer_id is null and o.email is not null and lower(o.email) = r.friend_email`)}
      union all
      select greatest(${date}::date, ${claimDay} + ${term("windowDays")} + ${LATE_NEWS_DAYS + 1}::int)
      from referrals r where r.merchant_id = ${merchantId} and r.state = 'claimed'
    ) dates(due)`);
  return row?.due ?? null;
}
