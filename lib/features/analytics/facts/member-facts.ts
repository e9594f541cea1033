import { type SQL, sql } from "drizzle-orm";
import { type EngagementFacts, NEVER_REDEEMED_AFTER_DAYS } from "@/lib/domain/kpi";
import type { DateRange } from "@/lib/domain/time";
import { cellsOf, countingOrders, memberAt, ofCustomers, type Scope, windowRows } from "./scope";

/** Awards by an own act. Imports, staff adjustments, expiry and gifts are none. */
const OWN_ACT = sql`t.code in ('earn', 'earn_pending', 'referral')
  and t.source_type in ('order', 'review', 'referral', 'survey', 'event')`;

export type TierEngagement = EngagementFacts & { i: number; tier: string | null };

/** Members at the end of each window by the tier they hold today, and who of them earned, used, or both in it. */
export async function engagementByTier(scope: Scope, windows: DateRange[]): Promise<TierEngagement[]> {
  const { rows: windowCells, cellOf, count, none } = cellsOf(scope, windows);
  const bit = (flag: SQL) =>
    sql`coalesce(bit_or(set_bit(${none}, cell - 1, 1)) filter (where ${flag}), ${none})`;
  const active = (mask: SQL) => sql`bit_count(${mask} & w.mask) > 0`;
  const rows = await scope.db.execute<TierEngagement>(sql`
    with w as (select * from ${windowCells}),
    acts as (
      select t.customer_id, ${cellOf(sql`t.occurred_at`)} as cell, true as earned from ledger_transactions t
      where t.merchant_id = ${scope.merchantId} and ${OWN_ACT}
      union
      select r.customer_id, ${cellOf(sql`r.issued_at`)}, false from redemptions r
      where r.merchant_id = ${scope.merchantId} and r.status <> 'cancelled'
    ),
    active as (
      select customer_id, ${bit(sql`earned`)} as earned, ${bit(sql`not earned`)} as used
      from acts where cell between 1 and ${count}::int group by customer_id
    )
    select w.i, c.tier_key as tier, count(*)::int as members, (count(*) filter (where ${active(sql`a.earned`)}))::int as earned,
      (count(*) filter (where ${active(sql`a.used`)}))::int as used,
      (count(*) filter (where ${active(sql`a.earned`)} and ${active(sql`a.used`)}))::int as both
    from w join customers c on c.merchant_id = ${scope.merchantId} and ${memberAt(sql`w.to_at`)}
      ${ofCustomers(scope, sql`c.id`)}
      left join active a on a.customer_id = c.id
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
