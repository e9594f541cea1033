import { sql } from "drizzle-orm";
import { type EngagementFacts, NEVER_REDEEMED_AFTER_DAYS } from "@/lib/domain/kpi";
import type { DateRange } from "@/lib/domain/time";
import { cellsOf, countingOrders, memberAt, ofCustomers, type Scope, windowRows } from "./scope";

/** Awards by an own act. Imports, staff adjustments, expiry and gifts are none; nor does a gift, without a price, redeem. */
const OWN_ACT = sql`t.code in ('earn', 'earn_pending', 'referral')
  and t.source_type in ('order', 'review', 'referral', 'survey', 'event')`;

export type TierEngagement = EngagementFacts & { i: number; tier: string | null };

/**
 * Members at the end of each window by the tier they hold today, and who of them earned, used, or both in it. A window
 * takes each member's last active cell up to its end: `earned_in` and `used_in` are the last cells by then in which the
 * member earned and used. So members are counted by these cells once, and the windows only add up counts.
 */
export async function engagementByTier(scope: Scope, windows: DateRange[]): Promise<TierEngagement[]> {
  const { rows: windowCells, cellOf, within, count } = cellsOf(scope, windows);
  const rows = await scope.db.execute<TierEngagement>(sql`
    with w as (select * from ${windowCells}),
    acts as (
      select t.customer_id, ${cellOf(sql`t.occurred_at`)} as cell, true as earned from ledger_transactions t
      where t.merchant_id = ${scope.merchantId} and ${OWN_ACT} and ${within(sql`t.occurred_at`)}
      union all
      select r.customer_id, ${cellOf(sql`r.issued_at`)}, false from redemptions r
      where r.merchant_id = ${scope.merchantId} and r.status <> 'cancelled' and r.price > 0 and ${within(sql`r.issued_at`)}
    ),
    active as (
      select customer_id, cell, lead(cell) over cells as next_cell,
        max(max(cell) filter (where earned)) over cells as earned_in,
        max(max(cell) filter (where not earned)) over cells as used_in
      from acts group by customer_id, cell window cells as (partition by customer_id order by cell)
    ),
    members as (
      select c.id, c.tier_key as tier, ${cellOf(sql`c.enrolled_at`)} as since,
        coalesce(${cellOf(sql`c.blocked_at`)}, ${count + 1}::int) as until
      from customers c
      where c.merchant_id = ${scope.merchantId} and c.enrolled_at is not null ${ofCustomers(scope, sql`c.id`)}
    ),
    counted as (
      select tier, since, until, null::int as earned_in, null::int as used_in, count(*) as members, 0 as active
      from members group by tier, since, until
      union all
      select tier, greatest(since, cell), least(until, next_cell), earned_in, used_in, 0, count(*)
      from active join members on id = customer_id group by 1, 2, 3, 4, 5
    )
    select w.i, tier, sum(members)::int as members,
      (coalesce(sum(active) filter (where earned_in >= w.first), 0))::int as earned,
      (coalesce(sum(active) filter (where used_in >= w.first), 0))::int as used,
      (coalesce(sum(active) filter (where earned_in >= w.first and used_in >= w.first), 0))::int as both
    from w join counted on w.last >= since and w.last < until group by w.i, tier`);
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
      where merchant_id = ${scope.merchantId} and status <> 'cancelled' and price > 0 group by customer_id
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
