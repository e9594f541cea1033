// The stores that the loads work on, told to the database at once.

import type postgres from "postgres";
import { type ProgramDocumentInput, programDocumentSchema } from "@/lib/domain/program/schema";

/** A group of stores with the numbers of their customers: number c belongs to store c % stores. */
export type Group = { kind: string; stores: number; first: number; customers: number };

/** Rewards of each store, all of one price; a member can pay for twenty. */
export const REWARDS = 10;
const PRICE = 15;
const STOCK = 100_000_000;
const LOTS = 12;
const LOT_UNITS = 25;

export const rewardKey = (n: number | "") => `voucher-${n}`;

const document: ProgramDocumentInput = {
  schema: 1,
  name: "Bench",
  currency: "GBP",
  timezone: "Europe/London",
  locales: ["en"],
  earningRules: [
    {
      key: "purchase",
      trigger: "order.paid",
      effects: [{ type: "rate", asset: "points", units: 1, perMinor: 100 }],
    },
  ],
  tiers: null,
  rewards: Array.from({ length: REWARDS }, (_, n) => ({
    key: rewardKey(n),
    kind: "amount_off" as const,
    price: PRICE,
    valueMinor: 500,
    stock: STOCK,
    perCustomerLimit: 1000,
    validDays: 90,
  })),
  expiry: { type: "rolling", months: 12 },
};

const uuid = (kind: string, n: number) => `${kind}0000-0000-7000-8000-${n.toString(16).padStart(12, "0")}`;

/** The same in SQL, of a number in SQL. */
const uuidSql = (kind: string, n: string) =>
  `('${kind}0000-0000-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;

export const storeId = (group: Group, n = 0) => uuid(group.kind, n % group.stores);
export const customerId = (n: number) => uuid("0190", n);

/** Which customer the n-th call is about: each equally often, neighbours in time far from each other. */
export const customerNumber = (group: Group, n: number) => group.first + ((n * 7919) % group.customers);

/** SQL of the number, the store and the customer of the n-th call. */
export function sqlOf(group: Group, n: string) {
  const number = `(${group.first} + (${n} * 7919) % ${group.customers})`;
  return {
    number,
    store:
      group.stores === 1 ? `'${storeId(group)}'::uuid` : uuidSql(group.kind, `${number} % ${group.stores}`),
    customer: uuidSql("0190", number),
  };
}

/** Stores of one program, their members, and wallets without points. */
export async function fillGroup(sql: postgres.Sql, group: Group): Promise<void> {
  const live = sql`${JSON.stringify(programDocumentSchema.parse(document))}::text::jsonb`;
  const store = sql.unsafe(uuidSql(group.kind, "n"));
  const member = sql.unsafe(uuidSql("0190", "n"));
  const storeOfMember = sql.unsafe(uuidSql(group.kind, `n % ${group.stores}`));
  const numbers = sql`generate_series(${group.first}::bigint, ${group.first + group.customers - 1}::bigint) n`;
  await sql`insert into merchants (id, slug, name, currency, timezone, created_at)
    select ${store}, ${group.kind} || '-' || n, 'Bench', 'GBP', 'Europe/London', now() - interval '1 year'
    from generate_series(0, ${group.stores - 1}::int) n`;
  await sql`insert into program_versions (merchant_id, number, document, author, published_at, effective_from)
    select ${store}, 1, ${live}, 'system', now() - interval '1 year', now() - interval '1 year'
    from generate_series(0, ${group.stores - 1}::int) n`;
  await sql`insert into reward_stock (merchant_id, reward_key, remaining, stated)
    select ${store}, ${rewardKey("")}::text || r, ${STOCK}, ${STOCK}
    from generate_series(0, ${group.stores - 1}::int) n, generate_series(0, ${REWARDS - 1}::int) r`;
  await sql`insert into customers (merchant_id, id, external_id, email, enrolled_at, created_at)
    select ${storeOfMember}, ${member}, 'c' || n, 'c' || n || '@example.test', now() - interval '1 year',
      now() - interval '1 year'
    from ${numbers}`;
  await sql`insert into wallets (merchant_id, customer_id, asset, available, pending)
    select ${storeOfMember}, ${member}, 'points', 0, 0 from ${numbers}`;
}

/** Gives every member of a group of one store some lots. */
export async function fillLots(sql: postgres.Sql, group: Group): Promise<void> {
  const store = storeId(group);
  const numbers = sql`(
    select n, n * ${LOTS} + k as lot, k
    from generate_series(${group.first}::bigint, ${group.first + group.customers - 1}::bigint) n,
      generate_series(0, ${LOTS - 1}::int) k) numbers`;
  const member = sql.unsafe(uuidSql("0190", "n"));
  const transaction = sql.unsafe(uuidSql("0191", "lot"));
  await sql`insert into ledger_transactions (merchant_id, id, customer_id, asset, code, occurred_at, recorded_at,
      source_type, source_id, actor, idempotency_key, input_hash)
    select ${store}, ${transaction}, ${member}, 'points', 'import', now() - (300 - k) * interval '1 day', now(),
      'import', 'bench', 'system', 'bench:' || lot, ''
    from ${numbers}`;
  await sql`insert into ledger_entries (merchant_id, transaction_id, position, customer_id, asset, from_account,
      to_account, amount)
    select ${store}, ${transaction}, 1, ${member}, 'points', 'adjusted', 'available', ${LOT_UNITS} from ${numbers}`;
  await sql`insert into lots (merchant_id, id, customer_id, asset, transaction_id, amount, remaining, occurred_at,
      available_from, expires_on)
    select ${store}, ${sql.unsafe(uuidSql("0192", "lot"))}, ${member}, 'points', ${transaction}, ${LOT_UNITS},
      ${LOT_UNITS}, now() - (300 - k) * interval '1 day', now() - (300 - k) * interval '1 day',
      current_date + 65 + k::int
    from ${numbers}`;
  await sql`update wallets set available = ${LOTS * LOT_UNITS} where merchant_id = ${store}`;
}
