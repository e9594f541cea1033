import { type SQL, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { countingStates } from "@/db/schema";
import { type DateRange, instantsOf, type LocalDate } from "@/lib/domain/time";

/** Whose figures: one merchant, read in its zone, optionally of some customers only. */
export type Scope = {
  db: Db | Tx;
  merchantId: string;
  zone: string;
  currency: string;
  marginBps: number | null;
  /** The merchant's date now. */
  today: LocalDate;
  /** Selects the ids of the customers to look at; null for everyone, guests included. */
  customers: SQL | null;
};

/** `and <column> in (the scope's customers)`; nothing when the scope is everyone. */
export function ofCustomers(scope: Scope, column: SQL): SQL {
  return scope.customers ? sql`and ${column} in (${scope.customers})` : sql``;
}

/** The rows `(i, from_at, to_at, from_date, to_date)` of these windows, numbered from 0. */
export function windowRows(scope: Scope, windows: DateRange[]): SQL {
  const rows = windows.map((window, i) => {
    const { from, to } = instantsOf(window, scope.zone);
    return sql`(${i}::int, ${from.toISOString()}::timestamptz, ${to.toISOString()}::timestamptz, ${window.from}::date, ${window.to}::date)`;
  });
  return sql`(values ${sql.join(rows, sql`, `)}) as w(i, from_at, to_at, from_date, to_date)`;
}

/**
 * Windows cut at all their edges into cells, so that a fact is put into its cell once however many windows hold it.
 * `cellOf(time)` numbers the cells from 1; 0 and more than `count` lie outside. `within(time)` is the condition of
 * lying in a cell, in a form that an index and the planner's statistics know. `rows` are the windows as
 * `(i, first, last)`, their first and last cell.
 */
export function cellsOf(scope: Scope, windows: DateRange[]) {
  const instants = windows.map((window) => instantsOf(window, scope.zone));
  const times = instants.flatMap(({ from, to }) => [from.getTime(), to.getTime()]);
  const edges = [...new Set(times)].sort((a, b) => a - b);
  const count = edges.length - 1;
  const rows = instants.map(({ from, to }, i) => {
    const [start, end] = [edges.indexOf(from.getTime()), edges.indexOf(to.getTime())];
    return sql`(${i}::int, ${start + 1}::int, ${end}::int)`;
  });
  const texts = edges.map((edge) => new Date(edge).toISOString());
  const [start, end] = [texts.at(0), texts.at(-1)];
  return {
    count,
    rows: sql`(values ${sql.join(rows, sql`, `)}) as w(i, first, last)`,
    cellOf: (time: SQL) => sql`width_bucket(${time}, ${`{${texts.join(",")}}`}::timestamptz[])`,
    within: (time: SQL) => sql`(${time} >= ${start}::timestamptz and ${time} < ${end}::timestamptz)`,
  };
}

/** Which states make an order count, beside not being a test. `o` is the alias of the order. */
export const counts = sql`(o.status in (${countingStates}) and not o.is_test)`;

/** Orders that count, of the scope's customers; the one place that says which these are. */
export function countingOrders(scope: Scope): SQL {
  return sql`(
    select o.id, o.customer_id, o.placed_at, o.total_minor from orders o
    where o.merchant_id = ${scope.merchantId} and ${counts} ${ofCustomers(scope, sql`o.customer_id`)}
  )`;
}

/** When each identified customer first ordered: `(customer_id, first_at)`. */
export function firstOrders(scope: Scope): SQL {
  return sql`(
    select customer_id, min(placed_at) as first_at from ${countingOrders(scope)} o
    where customer_id is not null group by customer_id
  )`;
}

/** Members (enrolled, not blocked) at the time that the SQL `at` gives, as a condition on the customer `c`. */
export function memberAt(at: SQL): SQL {
  return sql`(c.enrolled_at < ${at} and (c.blocked_at is null or c.blocked_at >= ${at}))`;
}
