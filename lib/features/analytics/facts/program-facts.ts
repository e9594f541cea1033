import { sql } from "drizzle-orm";
import type { AttributedFacts, ProgramCost, ProgramCostKind, RedemptionFacts } from "@/lib/domain/kpi";
import type { DateRange } from "@/lib/domain/time";
import { friendsOrders } from "./referral-facts";
import { cellsOf, counts, ofCustomers, type Scope, windowRows } from "./scope";

type AttributedRow = { orders: number; revenue: string; before_rewards: string };

/**
 * Orders of each window that used a reward or came by referral (a friend's first order, or one with a referral code), each
 * once. A reward's discount (amount or percent off)
 * is added back to the total; the other kinds take nothing off it that we know of.
 */
export async function attributedFacts(scope: Scope, windows: DateRange[]): Promise<AttributedFacts[]> {
  const { rows: windowCells, cellOf, within } = cellsOf(scope, windows);
  const rows = await scope.db.execute<AttributedRow>(sql`
    with w as (select * from ${windowCells}),
    used as (
      select order_id, coalesce(sum(cost_minor) filter (where reward->>'kind' in ('amount_off', 'percent_off')), 0) as discount
      from redemptions
      where merchant_id = ${scope.merchantId} and status = 'used' and order_id is not null group by order_id
    ),
    invited as materialized (select order_id from ${friendsOrders(scope)} orders),
    attributed as (
      select ${cellOf(sql`o.placed_at`)} as cell, count(*) as orders, sum(o.total_minor) as revenue,
        sum(o.total_minor + coalesce(used.discount, 0)) as before_rewards
      from orders o left join used on used.order_id = o.id left join invited on invited.order_id = o.id
      where o.merchant_id = ${scope.merchantId} and ${counts} and ${within(sql`o.placed_at`)}
        ${ofCustomers(scope, sql`o.customer_id`)} and (used.order_id is not null or invited.order_id is not null or o.referral_code is not null)
      group by cell
    )
    select coalesce(sum(orders), 0)::int as orders, coalesce(sum(revenue), 0)::text as revenue,
      coalesce(sum(before_rewards), 0)::text as before_rewards
    from w left join attributed on cell between w.first and w.last
    group by w.i order by w.i`);
  return rows.map((row) => ({
    orders: row.orders,
    revenueMinor: BigInt(row.revenue),
    beforeRewardsMinor: BigInt(row.before_rewards),
  }));
}

const noCost: ProgramCost = {
  rewards: 0n,
  referral: 0n,
  perks: 0n,
  software: 0n,
  design: 0n,
  marketing: 0n,
  special_offers: 0n,
  service: 0n,
  entries: 0,
};

/** A gift has no price; what it was given for stands in the ledger. */
const costKind = sql`(case when r.price > 0 then 'rewards' else (
  select case t.code when 'referral' then 'referral' else 'perks' end from ledger_transactions t
  where t.merchant_id = r.merchant_id and t.id = r.transaction_id) end)`;

type CostRow = { i: number; kind: ProgramCostKind; amount: string; entries: number };

/**
 * What the program cost in each window: rewards and gifts by the time they were used, free deliveries of subscriptions by
 * their renewal, cost entries by their date. Points
 * cost nothing when they are given: what they buy does, once it is used. An entry
 * belongs to no customer, so the cost of a segment leaves all of them out.
 */
export async function costFacts(scope: Scope, windows: DateRange[]): Promise<ProgramCost[]> {
  const rows = await scope.db.execute<CostRow>(sql`
    with w as (select * from ${windowRows(scope, windows)})
    select w.i, ${costKind} as kind, sum(r.cost_minor)::text as amount, count(*)::int as entries
    from w join redemptions r on r.merchant_id = ${scope.merchantId} and r.status = 'used' and r.cost_minor is not null
      and r.used_at >= w.from_at and r.used_at < w.to_at ${ofCustomers(scope, sql`r.customer_id`)}
    group by w.i, 2
    union all
    select w.i, 'perks', sum(s.cost_minor)::text, count(*)::int
    from w join subscription_renewals s on s.merchant_id = ${scope.merchantId} and s.cost_minor > 0
      and s.renewed_at >= w.from_at and s.renewed_at < w.to_at ${ofCustomers(scope, sql`s.customer_id`)}
    group by w.i
    union all
    select w.i, p.kind, sum(p.amount_minor)::text, count(*)::int
    from w join program_costs p on p.merchant_id = ${scope.merchantId} and p.date >= w.from_date and p.date < w.to_date
      ${scope.customers ? sql`and false` : sql``}
    group by w.i, p.kind`);
  return windows.map((_, i) => {
    const cost = { ...noCost };
    for (const row of rows.filter((candidate) => candidate.i === i)) {
      cost[row.kind] += BigInt(row.amount);
      cost.entries += row.entries;
    }
    return cost;
  });
}

type RedemptionRow = { earned: string; redeemed: string; issued: number; used: number };

/** Points earned and redeemed in each window, rewards issued in it, and how many of these are used by now. */
export async function redemptionFacts(scope: Scope, windows: DateRange[]): Promise<RedemptionFacts[]> {
  const { rows: windowCells, cellOf, within } = cellsOf(scope, windows);
  const rows = await scope.db.execute<RedemptionRow>(sql`
    with w as (select * from ${windowCells}),
    facts as materialized (
      select ${cellOf(sql`t.occurred_at`)} as cell,
        sum(e.amount) filter (where t.code <> 'redeem' and e.from_account = 'issued') as earned,
        sum(e.amount) filter (where t.code = 'redeem' and e.to_account = 'redeemed') as redeemed,
        0 as issued, 0 as used
      from ledger_transactions t join ledger_entries e on e.merchant_id = t.merchant_id and e.transaction_id = t.id
      where t.merchant_id = ${scope.merchantId} and t.asset = 'points'
        and t.code in ('earn', 'earn_pending', 'referral', 'perk', 'redeem')
        and ${within(sql`t.occurred_at`)} ${ofCustomers(scope, sql`t.customer_id`)}
      group by cell
      union all
      select ${cellOf(sql`r.issued_at`)}, 0, 0, count(*), count(*) filter (where r.status = 'used')
      from redemptions r
      where r.merchant_id = ${scope.merchantId} and ${within(sql`r.issued_at`)} ${ofCustomers(scope, sql`r.customer_id`)}
      group by 1
    )
    select coalesce(sum(earned), 0)::text as earned, coalesce(sum(redeemed), 0)::text as redeemed,
      coalesce(sum(issued), 0)::int as issued, coalesce(sum(used), 0)::int as used
    from w left join facts on cell between w.first and w.last group by w.i order by w.i`);
  return rows.map((row) => ({
    earnedUnits: BigInt(row.earned),
    redeemedUnits: BigInt(row.redeemed),
    rewardsIssued: row.issued,
    rewardsUsed: row.used,
  }));
}
