import { type SQL, sql } from "drizzle-orm";

/**
 * Whether an award `a` was judged by the program from before a run: it was given then, or for an order that was paid then,
 * however late it was delivered.
 */
export function isOlderAward(from: Date): SQL {
  return sql`(a.occurred_at < ${from} or exists (
    select 1 from orders o
    where o.merchant_id = a.merchant_id and o.id = a.order_id and coalesce(o.paid_at, o.placed_at) < ${from}))`;
}
