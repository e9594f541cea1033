// How fast the builder's preview answers over 100,000 customers and a million orders, beside `select 1`.
// Run: npm run bench:segments

import postgres from "postgres";
import { createDatabase } from "@/db/client";
import type { Condition, Test } from "@/lib/domain/conditions/schema";
import { newId } from "@/lib/domain/id";
import { previewCondition } from "@/lib/features/segments";
import { makeCtx } from "@/lib/platform/ctx";
import { read } from "@/lib/platform/query";
import { startDatabase, timed } from "./server";

const CUSTOMERS = 100_000;
const ORDERS = 1_000_000;
const ROUNDS = 20;
const WARM_UP = 2;

/** Three years of orders, most of them by few customers, told in the order of their time. */
async function fill(ownerUrl: string, merchantId: string): Promise<void> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  const id = (kind: string, n: string) =>
    sql.unsafe(`('${kind}0000-0000-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`);
  await sql`select setseed(0.5)`;
  await sql`insert into merchants (id, slug, name, currency, timezone, created_at)
    values (${merchantId}, 'bench', 'Bench', 'GBP', 'Europe/London', now() - interval '3 years')`;
  await sql`insert into customers (merchant_id, id, external_id, email, country, birthday, tags, enrolled_at, created_at, tier_key)
    select ${merchantId}, ${id("0190", "n")}, 'c' || n, 'c' || n || '@example.test',
      (array['GB', 'GB', 'GB', 'US', 'FR', 'JP', null])[1 + n % 7], date '1960-01-01' + (n * 7919) % 18000,
      case when n % 10 = 0 then array['vip'] when n % 4 = 0 then array['newsletter', 'tea'] else '{}' end,
      case when n % 3 > 0 then now() - n * interval '15 minutes' end, now() - n * interval '15 minutes',
      (array['gold', 'silver', 'base', 'base', null])[1 + n % 5]
    from generate_series(1, ${CUSTOMERS}::int) n`;
  await sql`insert into orders (merchant_id, id, external_id, customer_id, status, placed_at, total_minor, refunded_minor,
      content_hash, recorded_at)
    select ${merchantId}, ${id("0191", "n")}, 'o' || n,
      case when n % 20 > 0 then ${id("0190", `1 + floor(${CUSTOMERS} * power(random(), 2))::int`)} end,
      (array['paid', 'paid', 'paid', 'paid', 'partially_refunded', 'cancelled'])[1 + n % 6],
      now() - (${ORDERS}::int - n) * interval '95 seconds', 500 + (random() * 9500)::int,
      case when n % 6 = 4 then 200 else 0 end, '', now()
    from generate_series(1, ${ORDERS}::int) n`;
  await sql`insert into order_lines (merchant_id, order_id, position, category, quantity, unit_price_micro)
    select ${merchantId}, ${id("0191", "n")}, position, 'category ' || floor(40 * power(random(), 2))::int, 1, 1
    from generate_series(1, ${ORDERS}::int) n, generate_series(1, 1 + n % 2) position`;
  await sql`insert into wallets (merchant_id, customer_id, asset, available, pending)
    select merchant_id, id, 'points', (random() * 2000)::int, 0 from customers where enrolled_at is not null`;
  await sql`insert into survey_responses (merchant_id, id, external_id, customer_id, kind, score, answered_at)
    select ${merchantId}, ${id("0192", "n")}, 'r' || n, ${id("0190", "1 + n % 25000")}, 'nps', (random() * 10)::int, now()
    from generate_series(1, 40000) n`;
  await sql`insert into subscriptions (merchant_id, id, external_id, customer_id, plan_key, status, started_at, anchor_on, recorded_at)
    select ${merchantId}, ${id("0193", "n")}, 's' || n, ${id("0190", "n * 7")}, 'monthly',
      (array['active', 'active', 'paused', 'cancelled'])[1 + n % 4], now(), current_date, now()
    from generate_series(1, 10000) n`;
  await sql`update customers c set orders_count = o.count, spend_minor = o.spend, first_order_at = o.first, last_order_at = o.last
    from (select customer_id, count(*) as count, sum(total_minor - refunded_minor) as spend, min(placed_at) as first,
        max(placed_at) as last
      from orders where status in ('paid', 'partially_refunded') group by customer_id) o
    where c.merchant_id = ${merchantId} and c.id = o.customer_id`;
  await sql`vacuum analyze`;
  await sql.end();
}

const all = (...tests: Condition[]): Condition => ({ all: tests });
const orders = (value: number, withinDays?: number): Test => ({
  field: "orders",
  op: "at_least",
  value,
  withinDays,
});
const bought = (...values: string[]): Test => ({ field: "category", op: "any_of", values });
const lapsed: Test = { field: "last_order", op: "more_than_days_ago", days: 90 };

const conditions: Record<string, Condition> = {
  "one order": all({ field: "orders", op: "equals", value: 1 }),
  "lapsed 90 days": all(lapsed),
  "top 20 %": all({ field: "spend", op: "top_percent", percent: 20 }),
  promoters: all({ field: "nps", op: "any_of", values: ["promoter"] }),
  "not detractors": all({ field: "nps", op: "none_of", values: ["detractor"] }),
  "birthday this month": all({ field: "birthday", op: "in_month", month: "current" }),
  "2 orders in 30 days": all(orders(2, 30)),
  "3 orders in 365 days": all(orders(3, 365)),
  "no order in 180 days": all({ field: "orders", op: "at_most", value: 0, withinDays: 180 }),
  "spend in 90 days": all({ field: "spend", op: "at_least", value: 10_000, withinDays: 90 }),
  "aov of all time": all({ field: "aov", op: "at_least", value: 6_000 }),
  "aov in 365 days": all({ field: "aov", op: "at_least", value: 6_000, withinDays: 365 }),
  "1000 points": all({ field: "points", op: "at_least", value: 1_000 }),
  "gold in Britain": all(
    { field: "tier", op: "any_of", values: ["gold"] },
    { field: "country", op: "any_of", values: ["gb"] },
  ),
  "tagged vip": all({ field: "tags", op: "any_of", values: ["vip"] }),
  subscribers: all({ field: "plan", op: "any_of", values: ["monthly"] }),
  "bought the rarest category": all(bought("category 39")),
  "bought the commonest category": all(bought("category 0")),
  "category in 90 days": all({
    field: "category",
    op: "any_of",
    values: ["category 0", "category 1"],
    withinDays: 90,
  }),
  "never bought a category": all({ field: "category", op: "none_of", values: ["category 3"] }),
  "at risk, nested": all(
    { any: [lapsed, { field: "orders", op: "at_most", value: 0, withinDays: 60 }] },
    { any: [bought("category 5"), all({ field: "tier", op: "any_of", values: ["gold"] }, orders(5))] },
    { field: "nps", op: "none_of", values: ["detractor"] },
  ),
};

async function timesOf(work: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < WARM_UP + ROUNDS; i++) {
    const start = performance.now();
    await work();
    if (i >= WARM_UP) times.push(performance.now() - start);
  }
  return times;
}

function print(name: string, times: number[], note = ""): void {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1).padStart(7);
  console.log(`${name.padEnd(30)} p50 ${at(0.5)} ms   p95 ${at(0.95)} ms   ${note}`);
}

const database = await startDatabase("http://localhost:3232");
try {
  const merchantId = newId();
  await timed("a million orders", () => fill(database.env.DATABASE_OWNER_URL, merchantId));
  const { db, sql, end } = createDatabase(database.url, { max: 2 });
  const ctx = makeCtx({ merchantId, actor: { type: "system" }, db });
  print("select 1", await timesOf(() => sql`select 1`));
  const everything: number[] = [];
  for (const [name, condition] of Object.entries(conditions)) {
    const { size } = await read(ctx, previewCondition, { condition });
    const times = await timesOf(() => read(ctx, previewCondition, { condition }));
    everything.push(...times);
    print(name, times, `${size} customers`);
  }
  print("all of them", everything);
  await end();
} finally {
  await database.stop();
}
