import { sql } from "drizzle-orm";
import type { CustomerGroupFacts, OrderFacts } from "@/lib/domain/kpi";
import type { DateRange } from "@/lib/domain/time";
import { cellsOf, countingOrders, counts, firstOrders, ofCustomers, type Scope, windowRows } from "./scope";

type OrderRow = {
  orders: number;
  gross: string;
  refunded: string;
  customers: number;
  repeat_customers: number;
  customer_orders: number;
  customer_gross: string;
};

/**
 * Orders and refunds of each window. A window counts each customer at the last of their cells in it, and as one who
 * ordered again if that cell holds several orders or their cell before it lies in the window too.
 */
export async function orderFacts(scope: Scope, windows: DateRange[]): Promise<OrderFacts[]> {
  const { rows: windowCells, cellOf, within } = cellsOf(scope, windows);
  const rows = await scope.db.execute<OrderRow>(sql`
    with w as (select * from ${windowCells}),
    per_customer as (
      select customer_id, ${cellOf(sql`o.placed_at`)} as cell, count(*)::int as orders, sum(total_minor)::bigint as gross
      from ${countingOrders(scope)} o where ${within(sql`o.placed_at`)} group by customer_id, cell
    ),
    neighbours as (
      select *, customer_id is not null as known, lag(cell) over cells as before, lead(cell) over cells as after
      from per_customer window cells as (partition by customer_id order by cell)
    ),
    counted as (
      select cell, known, orders > 1 as several, before, after,
        count(*) as customers, sum(orders) as orders, sum(gross) as gross
      from neighbours group by cell, known, several, before, after
    ),
    sums as (
      select w.i, sum(orders) as orders, sum(gross) as gross,
        sum(customers) filter (where known and (after is null or after > w.last)) as customers,
        sum(customers) filter (
          where known and (after is null or after > w.last) and (several or before >= w.first)
        ) as repeat_customers,
        sum(orders) filter (where known) as customer_orders, sum(gross) filter (where known) as customer_gross
      from w join counted on cell between w.first and w.last group by w.i
    ),
    back as materialized (
      select ${cellOf(sql`r.refunded_at`)} as cell, sum(r.amount_minor) as refunded
      from ${countingRefunds(scope)} r where ${within(sql`r.refunded_at`)} group by 1
    )
    select coalesce(orders, 0)::int as orders, coalesce(gross, 0)::text as gross,
      coalesce((select sum(refunded) from back where cell between w.first and w.last), 0)::text as refunded,
      coalesce(customers, 0)::int as customers, coalesce(repeat_customers, 0)::int as repeat_customers,
      coalesce(customer_orders, 0)::int as customer_orders, coalesce(customer_gross, 0)::text as customer_gross
    from w left join sums using (i) order by w.i`);
  return rows.map((row) => ({
    orders: row.orders,
    grossMinor: BigInt(row.gross),
    refundedMinor: BigInt(row.refunded),
    customers: row.customers,
    repeatCustomers: row.repeat_customers,
    customerOrders: row.customer_orders,
    customerGrossMinor: BigInt(row.customer_gross),
  }));
}

/** Refunds of orders that count, and refunds that name no order; not those that wait for theirs. */
function countingRefunds(scope: Scope) {
  return sql`(
    select r.refunded_at, r.amount_minor, coalesce(o.customer_id, r.customer_id) as customer_id
    from refunds r left join orders o on o.merchant_id = r.merchant_id and o.id = r.order_id
    where r.merchant_id = ${scope.merchantId} and r.waiting_for_order is null
      and (r.order_id is null or ${counts})
      ${ofCustomers(scope, sql`coalesce(o.customer_id, r.customer_id)`)}
  )`;
}

/** Net revenue of identified customers before the end of each window, and how many these are. */
export async function historyFacts(scope: Scope, windows: DateRange[]) {
  const { rows: windowCells, cellOf } = cellsOf(scope, windows);
  const rows = await scope.db.execute<{ net: string; customers: number }>(sql`
    with w as (select * from ${windowCells}),
    changes as (
      select ${cellOf(sql`placed_at`)} as cell, sum(total_minor) as net, 0 as customers
      from ${countingOrders(scope)} o where customer_id is not null group by cell
      union all
      select ${cellOf(sql`refunded_at`)}, -sum(amount_minor), 0
      from ${countingRefunds(scope)} r where customer_id is not null group by 1
      union all
      select ${cellOf(sql`first_at`)}, 0, count(*) from ${firstOrders(scope)} f group by 1
    )
    select coalesce(sum(net), 0)::text as net, coalesce(sum(customers), 0)::int as customers
    from w left join changes on cell <= w.last group by w.i order by w.i`);
  return rows.map((row) => ({ netMinor: BigInt(row.net), customers: row.customers }));
}

/** Customers whose first order lies in each window, and those with another on a later day within so many days. */
export async function secondOrderFacts(scope: Scope, windows: DateRange[], days: number) {
  const rows = await scope.db.execute<{ first_orders: number; ordered_again: number }>(sql`
    with w as (select * from ${windowRows(scope, windows)}),
    started as (
      select customer_id, first_at, (first_at at time zone ${scope.zone})::date as day from ${firstOrders(scope)} f
    ),
    again as (
      select distinct s.customer_id from started s join ${countingOrders(scope)} o using (customer_id)
      where (o.placed_at at time zone ${scope.zone})::date between s.day + 1 and s.day + ${days}::int
    )
    select count(s.customer_id)::int as first_orders, count(again.customer_id)::int as ordered_again
    from w left join started s on s.first_at >= w.from_at and s.first_at < w.to_at
      left join again on again.customer_id = s.customer_id
    group by w.i order by w.i`);
  return rows.map((row) => ({ firstOrders: row.first_orders, orderedAgain: row.ordered_again }));
}

type GroupRow = { i: number; is_new: boolean; customers: number; orders: number; gross: string };

/** Of each window, the customers whose first order lies in it beside the others, with their orders and revenue. */
export async function newVsReturningFacts(scope: Scope, windows: DateRange[]) {
  const rows = await scope.db.execute<GroupRow>(sql`
    with w as (select * from ${windowRows(scope, windows)})
    select w.i, f.first_at >= w.from_at as is_new, count(distinct o.customer_id)::int as customers,
      count(*)::int as orders, sum(o.total_minor)::text as gross
    from w join ${countingOrders(scope)} o on o.placed_at >= w.from_at and o.placed_at < w.to_at
      join ${firstOrders(scope)} f using (customer_id)
    group by w.i, is_new`);
  const none: CustomerGroupFacts = { customers: 0, orders: 0, grossMinor: 0n };
  const group = (i: number, isNew: boolean): CustomerGroupFacts => {
    const row = rows.find((candidate) => candidate.i === i && candidate.is_new === isNew);
    return row ? { customers: row.customers, orders: row.orders, grossMinor: BigInt(row.gross) } : none;
  };
  return windows.map((_, i) => ({ new: group(i, true), returning: group(i, false) }));
}
