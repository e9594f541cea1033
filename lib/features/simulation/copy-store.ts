import { asc, eq, getTableColumns, type SQL, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import type { Tx } from "@/db/client";
import {
  challengeCompletions,
  customers,
  events,
  merchants,
  orderLines,
  orders,
  programVersions,
  redemptions,
  refunds,
  segmentEntries,
  segments,
  subscriptionChanges,
  subscriptions,
  surveyResponses,
} from "@/db/schema";
import { newId } from "@/lib/domain/id";
import type { ProgramDocument } from "@/lib/domain/program/schema";
import { localDateOf } from "@/lib/domain/time";

/** A copy of a store as it was at a time, made inside a transaction that is never committed. */
export type StoreCopy = { merchantId: string; customerIds: string[]; customersInAll: number };

/** Above so many customers a run plays a sample of them: its cost is bounded. */
export const MAX_CUSTOMERS = 20_000;

/** The number of the document in a copy, and of what its customers brought along. */
export const COPIED_VERSION = 1;

type Source = { merchantId: string; to: string; from: Date; ids: SQL };

/** Copies rows of a table to the other merchant; `changes` are SQL for columns that are not taken over. */
async function copyRows(
  tx: Tx,
  table: PgTable,
  { merchantId, to }: Source,
  where: SQL,
  changes: Record<string, SQL> = {},
): Promise<void> {
  const names = Object.values(getTableColumns(table)).map((column) => column.name);
  const values = names.map((name) =>
    name === "merchant_id" ? sql`${to}::uuid` : (changes[name] ?? sql`t.${sql.identifier(name)}`),
  );
  const columns = names.map((name) => sql.identifier(name));
  await tx.execute(sql`insert into ${table} (${sql.join(columns, sql`, `)})
    select ${sql.join(values, sql`, `)} from ${table} t where t.merchant_id = ${merchantId} and ${where}`);
}

/** The customers a run plays: all, or, of too many, those whose ids hash lowest. */
async function chooseCustomers(tx: Tx, merchantId: string, limit: number) {
  const ofMerchant = eq(customers.merchantId, merchantId);
  const customersInAll = await tx.$count(customers, ofMerchant);
  const rows = await tx
    .select({ id: customers.id })
    .from(customers)
    .where(ofMerchant)
    .orderBy(asc(sql`md5(${customers.id}::text)`))
    .limit(limit);
  return { customersInAll, customerIds: rows.map(({ id }) => id) };
}

/** When an order began to count: the time that is compared with the start of the run. */
const paidAt = sql`coalesce(t.paid_at, t.placed_at)`;

/**
 * Orders that were there by then, with the state they had: what was cancelled or refunded later is open again. Their awards
 * are not copied: what they earned stands in the opening balances.
 */
async function copyOrders(tx: Tx, source: Source): Promise<void> {
  const { from, ids } = source;
  await copyRows(tx, refunds, source, sql`t.customer_id = any (${ids}) and t.refunded_at < ${from}`, {
    batch_id: sql`null`,
    order_id: sql`null`,
    waiting_for_order: sql`null`,
  });
  const refundedThen = sql`coalesce((select sum(r.amount_minor) from refunds r
    where r.merchant_id = t.merchant_id and r.order_id = t.id and r.refunded_at < ${from}), 0)`;
  const refundedLater = sql`exists (select 1 from refunds r
    where r.merchant_id = t.merchant_id and r.order_id = t.id and r.refunded_at >= ${from})`;
  const before = sql`t.customer_id = any (${ids}) and ${paidAt} < ${from}`;
  await copyRows(tx, orders, source, before, {
    batch_id: sql`null`,
    content_hash: sql`'as it was'`,
    shop_updated_at: sql`null`,
    reward_codes: sql`'{}'`,
    no_awards: sql`true`,
    refunded_minor: sql`least(t.refunded_minor, ${refundedThen})`,
    status: sql`case
      when t.status in ('cancelled', 'voided') and t.cancelled_at >= ${from} then 'paid'
      when t.status in ('partially_refunded', 'refunded') and ${refundedLater}
        then case when ${refundedThen} > 0 then 'partially_refunded' else 'paid' end
      else t.status end`,
  });
  await copyRows(
    tx,
    orderLines,
    source,
    sql`exists (select 1 from orders o where o.merchant_id = ${source.to} and o.id = t.order_id)`,
  );
}

/**
 * Puts the counters of the copied customers back to what was so by then, each by their own rows: a plan made without
 * statistics of the copy cannot go wrong. Refunds that name no order lessen the spend alone.
 */
async function recount(tx: Tx, { to, merchantId, from }: Source): Promise<void> {
  await tx.execute(sql`
    update customers c set (orders_count, spend_minor, first_order_at, last_order_at) = (
      select count(*) filter (where left_minor > 0 or not taken),
        coalesce(sum(left_minor), 0) - coalesce((
          select sum(r.amount_minor) from refunds r
          where r.merchant_id = ${merchantId} and r.customer_id = c.id and r.order_id is null
            and r.waiting_for_order is null and r.refunded_at < ${from}), 0),
        -- Once an order has counted, its cancellation does not take these back.
        (select min(placed_at) from orders o where o.merchant_id = ${to} and o.customer_id = c.id and o.status <> 'pending'
          and not o.is_test),
        (select max(placed_at) from orders o where o.merchant_id = ${to} and o.customer_id = c.id and o.status <> 'pending'
          and not o.is_test)
      from (
        select status = 'refunded' or refunded_minor > 0 as taken,
          case when status = 'refunded' then 0 else greatest(total_minor - refunded_minor, 0) end as left_minor
        from orders o where o.merchant_id = ${to} and o.customer_id = c.id
          and o.status in ('paid', 'partially_refunded', 'refunded') and not o.is_test) counted)
    where c.merchant_id = ${to}`);
  await tx.execute(sql`
    update customers c set points_earned = coalesce((
      select sum(e.amount)
      from ledger_transactions t join ledger_entries e on e.merchant_id = t.merchant_id and e.transaction_id = t.id
      where t.merchant_id = ${merchantId} and t.customer_id = c.id and t.code in ('earn', 'activate')
        and t.asset = 'points' and t.occurred_at < ${from}), 0) - coalesce((
      -- As computed, also where it had expired or was forgiven; without what was given back by then.
      select sum(b.units - b.voided)
      from ledger_transactions t join claw_backs b on b.merchant_id = t.merchant_id and b.transaction_id = t.id
      where t.merchant_id = ${merchantId} and t.customer_id = c.id and t.code = 'claw_back'
        and t.asset = 'points' and t.occurred_at < ${from} and not exists (
          select 1 from ledger_transactions undo
          where undo.merchant_id = t.merchant_id and undo.reverses = t.id and undo.occurred_at < ${from})), 0)
      - coalesce((
      select sum(e.amount)
      from ledger_transactions t join ledger_entries e on e.merchant_id = t.merchant_id and e.transaction_id = t.id
      where t.merchant_id = ${merchantId} and t.customer_id = c.id and t.code = 'claw_back'
        and not exists (select 1 from claw_backs b where b.merchant_id = t.merchant_id and b.transaction_id = t.id)
        and t.asset = 'points' and t.occurred_at < ${from}), 0)
    where c.merchant_id = ${to}`);
}

async function copyCustomers(tx: Tx, source: Source): Promise<void> {
  const until = (column: string) =>
    sql`case when t.${sql.identifier(column)} < ${source.from} then t.${sql.identifier(column)} end`;
  await copyRows(tx, customers, source, sql`t.id = any (${source.ids})`, {
    version: sql`0`,
    enrolled_at: until("enrolled_at"),
    joined_at: until("joined_at"),
    orders_count: sql`0`,
    spend_minor: sql`0`,
    points_earned: sql`0`,
    first_order_at: sql`null`,
    last_order_at: sql`null`,
    tier_key: sql`null`,
    tier_since: sql`null`,
    tier_review_on: sql`null`,
    tier_grace_until: sql`null`,
  });
}

/** What conditions and multipliers ask of a customer besides orders. Subscriptions do not renew in the copy. */
async function copyStanding(tx: Tx, source: Source): Promise<void> {
  const ofCustomers = sql`t.customer_id = any (${source.ids})`;
  const before = (column: string) => sql`${ofCustomers} and t.${sql.identifier(column)} < ${source.from}`;
  await copyRows(tx, segments, source, sql`true`);
  await copyRows(tx, subscriptions, source, ofCustomers, { batch_id: sql`null`, renews_on: sql`null` });
  await copyRows(tx, subscriptionChanges, source, ofCustomers);
  await copyRows(tx, surveyResponses, source, before("answered_at"), {
    batch_id: sql`null`,
    survey_id: sql`null`,
    invitation_id: sql`null`,
  });
  await copyRows(tx, events, source, before("occurred_at"), { batch_id: sql`null` });
  await copyRows(tx, segmentEntries, source, ofCustomers);
  await copyRows(tx, challengeCompletions, source, before("completed_at"));
}

/**
 * Rewards that were taken by then, so that they count against limits: as settled ones, since what becomes of their codes
 * is taken as it was. Of each stock so much is left as the days began with.
 */
async function copyRedemptions(tx: Tx, source: Source): Promise<void> {
  const { merchantId, to, from, ids } = source;
  const ofCustomers = sql`t.customer_id = any (${ids})`;
  await copyRows(tx, redemptions, source, sql`${ofCustomers} and t.issued_at < ${from}`, {
    status: sql`case when t.status = 'cancelled' and t.cancelled_at < ${from} then 'cancelled' else 'used' end`,
    program_version: sql`${COPIED_VERSION}::int`,
    order_id: sql`null`,
    reserved_for: sql`null`,
    reserved_until: sql`null`,
  });
  await tx.execute(sql`
    insert into reward_stock (merchant_id, reward_key, stated, remaining)
    select ${to}::uuid, s.reward_key, s.stated, greatest(0, s.remaining + (
      select count(*) filter (where t.issued_at >= ${from} and t.status <> 'cancelled')
        - count(*) filter (where t.issued_at < ${from} and t.status = 'cancelled' and t.cancelled_at >= ${from})
      from redemptions t
      where t.merchant_id = s.merchant_id and t.reward_key = s.reward_key and t.price > 0
        and t.reward ->> 'stock' is not null and ${ofCustomers}))
    from reward_stock s where s.merchant_id = ${merchantId}`);
}

/** Copies a store as it was at `from`, with a document in force from then on; balances are opened by the caller. */
export async function copyStore(
  tx: Tx,
  merchantId: string,
  { from, document, limit = MAX_CUSTOMERS }: { from: Date; document: ProgramDocument; limit?: number },
): Promise<StoreCopy> {
  const to = newId();
  const { customerIds, customersInAll } = await chooseCustomers(tx, merchantId, limit);
  const ids = sql`${sql.param(customerIds)}::uuid[]`;
  const source: Source = { merchantId, to, from, ids };
  const [store] = await tx.select().from(merchants).where(eq(merchants.id, merchantId));
  if (!store) throw new Error("the merchant of a run exists");
  const dayRunThrough = localDateOf(from, store.timezone);
  await tx.insert(merchants).values({ ...store, id: to, slug: `run-${to}`, dayRunThrough });
  // Badges give nothing and nothing asks for them, but looking for them takes long.
  const played = { ...document, gamification: { ...document.gamification, badges: [] } };
  const version = {
    number: COPIED_VERSION,
    document: played,
    author: "job:simulation",
    publishedAt: from,
    effectiveFrom: from,
  };
  await tx.insert(programVersions).values({ merchantId: to, ...version });
  await copyCustomers(tx, source);
  await copyOrders(tx, source);
  await recount(tx, source);
  await copyStanding(tx, source);
  await copyRedemptions(tx, source);
  return { merchantId: to, customerIds, customersInAll };
}
