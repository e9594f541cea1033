import { type SQL, sql } from "drizzle-orm";
import type { ReferralFacts } from "@/lib/domain/kpi";
import { addDays, type DateRange, midnightOf } from "@/lib/domain/time";
import { firstOrder, stateSql } from "@/lib/features/referrals";
import { firstOrders, ofCustomers, type Scope, windowRows } from "./scope";

/** Claims that were not refused, as they stand: `(state, claimed_at, friend_id, order_id, placed_at, total_minor)`. */
function claims(scope: Scope): SQL {
  const moment = { at: midnightOf(addDays(scope.today, 1), scope.zone), timezone: scope.zone };
  return sql`(
    select ${stateSql(moment)} as state, r.claimed_at, r.advocate_id, r.friend_id, first.id as order_id,
      first.placed_at, first.total_minor
    from referrals r ${firstOrder(moment.at)}
    where r.merchant_id = ${scope.merchantId} and r.state <> 'refused')`;
}

/** The first orders of friends that qualified so far: `(order_id)`. */
export function friendsOrders(scope: Scope): SQL {
  return sql`(
    select order_id from ${claims(scope)} claims where state in ('ordered', 'rewarded') and order_id is not null)`;
}

type Row = Record<Exclude<keyof ReferralFacts, "revenueMinor">, number> & { revenue: string };

/**
 * Invitations of each window. A segment holds the members who invite, and the new customers that count: claims, orders
 * and revenue are of friends whoever they are.
 */
export async function referralFacts(scope: Scope, windows: DateRange[]): Promise<ReferralFacts[]> {
  const inWindow = (time: SQL) => sql`${time} >= w.from_at and ${time} < w.to_at`;
  const ofAdvocates = ofCustomers(scope, sql`r.advocate_id`);
  const links = sql`referral_links l where l.merchant_id = ${scope.merchantId} ${ofCustomers(scope, sql`l.customer_id`)}`;
  const rows = await scope.db.execute<Row>(sql`
    with w as (select * from ${windowRows(scope, windows)}),
    claims as materialized (select * from ${claims(scope)} r where true ${ofAdvocates}),
    firsts as materialized (select * from ${firstOrders(scope)} firsts)
    select
      (select count(*)::int from ${links} and ${inWindow(sql`l.created_at`)}) as shared,
      (select coalesce(sum(v.visits), 0)::int from referral_visits v
        where v.merchant_id = ${scope.merchantId} and v.day >= w.from_date and v.day < w.to_date
          and v.code in (select l.code from ${links})) as clicked,
      c.claimed, c.ordered, c.rewarded,
      (select count(*)::int from referrals r where r.merchant_id = ${scope.merchantId} and r.state = 'refused'
        and ${inWindow(sql`r.claimed_at`)} ${ofAdvocates}) as refused,
      (select count(*)::int from ${links} and l.created_at < w.to_at) as sharers,
      (select count(*)::int from claims join firsts on firsts.customer_id = claims.friend_id
        where claims.state in ('ordered', 'rewarded') and ${inWindow(sql`firsts.first_at`)}) as "newFriends",
      (select count(*)::int from firsts where ${inWindow(sql`firsts.first_at`)}) as "newCustomers",
      (select coalesce(sum(total_minor), 0)::text from claims
        where state in ('ordered', 'rewarded') and ${inWindow(sql`placed_at`)}) as revenue
    from w cross join lateral (
      select count(*)::int as claimed, (count(*) filter (where state in ('ordered', 'rewarded')))::int as ordered,
        (count(*) filter (where state = 'rewarded'))::int as rewarded
      from claims where ${inWindow(sql`claimed_at`)}
    ) c order by w.i`);
  return rows.map(({ revenue, ...counts }) => ({ ...counts, revenueMinor: BigInt(revenue) }));
}
