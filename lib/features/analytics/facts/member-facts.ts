import { sql } from "drizzle-orm";
import { type EngagementFacts, NEVER_REDEEMED_AFTER_DAYS } from "@/lib/domain/kpi";
import type { DateRange } from "@/lib/domain/time";
import { countingOrders, memberAt, ofCustomers, type Scope, windowRows } from "./scope";

/** Awards by an own act. Imports, staff adjustments, expiry and gifts are none. */
const OWN_ACT = sql`t.code in ('earn', 'earn_pending', 'referral')
  and t.source_type in ('order', 'review', 'referral', 'survey', 'event')`;

export type TierEngagement = EngagementFacts & { i: number; tier: string | null };

/** Members at the end of each window by the tier they hold today, and who of them earned, used, or both in it. */
export async function engagementByTier(scope: Scope, windows: DateRange[]): Promise<TierEngagement[]> {
  const rows = await scope.db.execute<TierEngagement>(sql`
    with w as (select * from ${windowRows(scope, windows)}),
    acts as (
      select w.i, t.customer_id, true as earned, false as used
      from w join ledger_transactions t on t.merchant_id = ${scope.merchantId} and ${OWN_ACT}
        and t.occurred_at >= w.from_at and t.occurred_at < w.to_at
      union all
      select w.i, r.customer_id, false, true
      from w join redemptions r on r.merchant_id = ${scope.merchantId} and r.status <> 'cancelled'
        and r.issued_at >= w.from_at and r.issued_at < w.to_at
    ),
    active as (
      select i, customer_id, bool_or(earned) as earned, bool_or(used) as used from acts group by i, customer_id
    )
    select w.i, c.tier_key as tier, count(*)::int as members, (count(*) filter (where a.earned))::int as earned,
      (count(*) filter (where a.used))::int as used, (count(*) filter (where a.earned and a.used))::int as both
    from w join customers c on c.merchant_id = ${scope.merchantId} and ${memberAt(sql`w.to_at`)}
      ${ofCustomers(scope, sql`c.id`)}
      left join active a on a.i = w.i and a.customer_id = c.id
    group by w.i, c.tier_key`);
  return [...rows];
}

/** The same for all tiers together, one entry per window. */
export function totalEngagement(windows: DateRange[], rows: TierEngagement[]): EngagementFacts[] {
  return windows.map((_, i) => {
    const ofWindow = rows.filter((row) => row.i === i);
    const sum = (key: keyof EngagementFacts) => ofWindow.reduce((total, row) => total + row[key], 0);
    return { members: sum("members"), earned: sum("earned"), used: sum("used"), both: sum("both") };
  });
}

export type ParticipationFacts = {
  members: number;
  newMembers: number;
  orderers: number;
  orderersEnrolled: number;
  settledMembers: number;
  neverRedeemed: number;
};

type ParticipationRow = {
  members: number;
  new_members: number;
  orderers: number;
  orderers_enrolled: number;
  settled_members: number;
  never_redeemed: number;
};

/**
 * Membership at the end of each window: members, those who enrolled in it, the window's customers and the members
 * among them, members of at least 90 days and those of them who never redeemed.
 */
export async function participationFacts(scope: Scope, windows: DateRange[]): Promise<ParticipationFacts[]> {
  const rows = await scope.db.execute<ParticipationRow>(sql`
    with w as (select * from ${windowRows(scope, windows)}),
    redeemers as (
      select customer_id, min(issued_at) as first_at from redemptions
      where merchant_id = ${scope.merchantId} and status <> 'cancelled' group by customer_id
    ),
    orderers as (
      select distinct w.i, o.customer_id
      from w join ${countingOrders(scope)} o on o.placed_at >= w.from_at and o.placed_at < w.to_at
    ),
    people as (
      select w.i, c.id, ${memberAt(sql`w.to_at`)} as member, c.enrolled_at >= w.from_at as is_new,
        c.enrolled_at <= w.to_at - make_interval(days => ${NEVER_REDEEMED_AFTER_DAYS}) as settled,
        coalesce(r.first_at < w.to_at, false) as redeemed,
        o.customer_id is not null as ordered
      from w cross join customers c left join redeemers r on r.customer_id = c.id
        left join orderers o on o.i = w.i and o.customer_id = c.id
      where c.merchant_id = ${scope.merchantId} ${ofCustomers(scope, sql`c.id`)}
    )
    select (count(*) filter (where member))::int as members,
      (count(*) filter (where member and is_new))::int as new_members,
      (count(*) filter (where ordered))::int as orderers,
      (count(*) filter (where ordered and member))::int as orderers_enrolled,
      (count(*) filter (where member and settled))::int as settled_members,
      (count(*) filter (where member and settled and not redeemed))::int as never_redeemed
    from w left join people using (i) group by w.i order by w.i`);
  return rows.map((row) => ({
    members: row.members,
    newMembers: row.new_members,
    orderers: row.orderers,
    orderersEnrolled: row.orderers_enrolled,
    settledMembers: row.settled_members,
    neverRedeemed: row.never_redeemed,
  }));
}
