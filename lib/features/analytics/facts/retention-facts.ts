import { sql } from "drizzle-orm";
import { type DateRange, instantsOf, rangeBefore } from "@/lib/domain/time";
import { countingOrders, firstOrders, type Scope, windowRows } from "./scope";

type RetentionRow = { before: number; kept: number; start: number; end: number; added: number };

/**
 * Who came back in each window: `before` ordered in the window of as many days before it, `kept` of them in it;
 * `start` ordered at any time before it, `end` in it, `added` of these for the first time.
 */
export async function retentionFacts(scope: Scope, windows: DateRange[]) {
  const earlier = windows.map(
    (window, i) =>
      sql`(${i}::int, ${instantsOf(rangeBefore(window), scope.zone).from.toISOString()}::timestamptz)`,
  );
  const rows = await scope.db.execute<RetentionRow>(sql`
    with w as (
      select w.*, e.before_at from ${windowRows(scope, windows)}
      join (values ${sql.join(earlier, sql`, `)}) as e(i, before_at) using (i)
    ),
    firsts as materialized (select * from ${firstOrders(scope)} f),
    seen as (
      select w.i, o.customer_id, bool_or(o.placed_at < w.from_at) as before, bool_or(o.placed_at >= w.from_at) as now
      from w join ${countingOrders(scope)} o on o.placed_at >= w.before_at and o.placed_at < w.to_at
      where o.customer_id is not null group by w.i, o.customer_id
    ),
    sums as (
      select w.i, count(*) filter (where seen.before) as before, count(*) filter (where seen.before and seen.now) as kept,
        count(*) filter (where seen.now) as "end", count(*) filter (where seen.now and f.first_at >= w.from_at) as added
      from w join seen using (i) join firsts f using (customer_id) group by w.i
    )
    select coalesce(before, 0)::int as before, coalesce(kept, 0)::int as kept,
      (select count(*) from firsts where first_at < w.from_at)::int as start,
      coalesce("end", 0)::int as "end", coalesce(added, 0)::int as added
    from w left join sums using (i) order by w.i`);
  return rows.map(({ before, kept, start, end, added }) => ({ before, kept, start, end, added }));
}

/** Customers with any order before the end of each window, and those of them without one in its last days. */
export async function lapseFacts(scope: Scope, windows: DateRange[], days: number) {
  const rows = await scope.db.execute<{ customers: number; lapsed: number }>(sql`
    with w as (select * from ${windowRows(scope, windows)}),
    last as (
      select w.i, ((w.to_date - ${days}::int)::timestamp at time zone ${scope.zone}) as since, max(o.placed_at) as last_at
      from w join ${countingOrders(scope)} o on o.placed_at < w.to_at
      where o.customer_id is not null group by w.i, since, o.customer_id
    )
    select count(last.i)::int as customers, (count(*) filter (where last_at < since))::int as lapsed
    from w left join last using (i) group by w.i order by w.i`);
  return rows.map(({ customers, lapsed }) => ({ customers, lapsed }));
}
