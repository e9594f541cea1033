import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { addDays, midnightOf } from "@/lib/domain/time";
import { openMidnight } from "@/lib/features/merchants";
import { defineCommand } from "@/lib/platform/command";
import type { Ctx } from "@/lib/platform/ctx";
import { midnightPageSchema } from "../schema";

/** Customers of one transaction. */
const PAGE = 500;

/** So many days before their last usable day the outside is told of units that will expire. */
export const NOTICE_DAYS = [30, 7] as const;

type Told = { customerId: string; customer: string; type: string; payload: Record<string, unknown> };

/** What the outside is to be told of the next customers, after an id, at a midnight; nothing of one that is history. */
async function findNotices(
  tx: Tx,
  { merchantId }: Ctx,
  day: { date: string; from: Date; to: Date; after: string | null },
): Promise<Told[]> {
  const [from, to] = [day.from.toISOString(), day.to.toISOString()];
  const noticed = NOTICE_DAYS.map((days) => sql`${addDays(day.date, days)}::date`);
  return [
    ...(await tx.execute<Told>(sql`
      with told as (
        select t.customer_id, case t.code when 'expire' then 'points.expired' else 'points.activated' end as type,
          jsonb_build_object('asset', t.asset, 'amount', e.amount::text, 'transaction', t.id,
            'lot', split_part(t.idempotency_key, ':', 2)) as payload
        from ledger_transactions t
        join ledger_entries e on e.merchant_id = t.merchant_id and e.transaction_id = t.id
        where t.merchant_id = ${merchantId} and t.occurred_at >= ${from}::timestamptz
          and t.occurred_at < ${to}::timestamptz and t.code in ('activate', 'expire') and t.source_type = 'job'
        union all
        select customer_id, 'points.expiring',
          jsonb_build_object('asset', asset, 'amount', sum(remaining)::text, 'on', expires_on)
        from lots
        where merchant_id = ${merchantId} and remaining > 0 and not is_pending
          and expires_on in (${sql.join(noticed, sql`, `)})
        group by customer_id, asset, expires_on
      ), page as (
        select distinct customer_id from told ${day.after ? sql`where customer_id > ${day.after}` : sql``}
        order by 1 limit ${PAGE}
      )
      select c.id as "customerId", c.external_id as customer, told.type, told.payload
      from page join told using (customer_id)
      join customers c on c.merchant_id = ${merchantId} and c.id = told.customer_id
      where exists (select from merchants where id = ${merchantId} and created_at <= ${from}::timestamptz)
      order by c.id, told.type, told.payload`)),
  ];
}

/**
 * Tells the outside of the next 500 customers what a midnight did to their units (`points.activated`, `points.expired`),
 * and which expire 30 and 7 days from it (`points.expiring`). `next` is what to give as `after` for those after them. The
 * caller's key makes it happen once; nothing is told of midnights before the store began.
 */
export const queueNotices = defineCommand({
  name: "day.queue-notices",
  permission: "day.run",
  input: midnightPageSchema,
  async run({ tx, ctx, input: { date, after } }) {
    const merchant = await openMidnight(tx, ctx, date);
    if (!merchant) return { result: { queued: 0, next: null }, audit: [] };
    const [from, to] = [midnightOf(date, merchant.timezone), midnightOf(addDays(date, 1), merchant.timezone)];
    const told = await findNotices(tx, ctx, { date, from, to, after });
    const isFull = new Set(told.map(({ customerId }) => customerId)).size === PAGE;
    return {
      result: { queued: told.length, next: isFull ? (told.at(-1)?.customerId ?? null) : null },
      audit: [],
      events: told.map(({ type, customer, payload }) => ({ type, payload: { customer, ...payload } })),
    };
  },
});
