import { sql } from "drizzle-orm";
import {
  boolean,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { Sliding } from "@/lib/domain/ledger/posting";
import { amount, instant, merchantId, units } from "./columns";
import { customers } from "./customers";

export const ledgerCodes = [
  "earn",
  "earn_pending",
  "activate",
  "void",
  "redeem",
  "redeem_cancel",
  "expire",
  "claw_back",
  "adjust",
  "referral",
  "perk",
  "merge",
  "import",
  "reverse",
] as const;

/**
 * One immutable business event on one wallet. Only `ledger_post` writes here, and to the tables below. Neither its customer
 * nor what belongs to it is tied to it by foreign keys: the function that locks the one and writes the other would pay
 * for each look, and `ledger verify` finds what has lost its transaction.
 */
export const ledgerTransactions = pgTable(
  "ledger_transactions",
  {
    merchantId: merchantId(),
    id: uuid("id").notNull(),
    customerId: uuid("customer_id").notNull(),
    asset: text("asset").notNull(),
    code: text("code", { enum: ledgerCodes }).notNull(),
    occurredAt: instant("occurred_at").notNull(),
    recordedAt: instant("recorded_at").notNull(),
    sourceType: text("source_type").notNull(),
    sourceId: text("source_id").notNull(),
    actor: text("actor").notNull(),
    programVersion: integer("program_version"),
    trace: jsonb("trace").$type<Record<string, unknown>>(),
    reason: text("reason"),
    note: text("note"),
    reverses: uuid("reverses"),
    idempotencyKey: text("idempotency_key").notNull(),
    inputHash: text("input_hash").notNull(),
  },
  (t) => [
    primaryKey({ name: "ledger_transactions_pkey", columns: [t.merchantId, t.id] }),
    unique("ledger_transactions_key").on(t.merchantId, t.idempotencyKey),
    uniqueIndex("ledger_transactions_reverses_key")
      .on(t.merchantId, t.reverses)
      .where(sql`reverses is not null`),
    index("ledger_transactions_customer_idx").on(t.merchantId, t.customerId, t.occurredAt, t.id),
    // Holds all that engagement asks of a transaction, so that figures need not visit the rows.
    index("ledger_transactions_occurred_idx").on(
      t.merchantId,
      t.occurredAt,
      t.code,
      t.sourceType,
      t.customerId,
    ),
  ],
);

/** One transfer: out of one account, into another. Wallet accounts belong to `customerId`. */
export const ledgerEntries = pgTable(
  "ledger_entries",
  {
    merchantId: merchantId(),
    transactionId: uuid("transaction_id").notNull(),
    position: integer("position").notNull(),
    customerId: uuid("customer_id").notNull(),
    asset: text("asset").notNull(),
    fromAccount: text("from_account").notNull(),
    toAccount: text("to_account").notNull(),
    amount: units("amount").notNull(),
  },
  (t) => [primaryKey({ name: "ledger_entries_pkey", columns: [t.merchantId, t.transactionId, t.position] })],
);

/** The running balance of one asset of one customer. */
export const wallets = pgTable(
  "wallets",
  {
    merchantId: merchantId(),
    customerId: uuid("customer_id").notNull(),
    asset: text("asset").notNull(),
    available: amount("available").notNull(),
    pending: units("pending").notNull(),
  },
  (t) => [
    primaryKey({ name: "wallets_pkey", columns: [t.merchantId, t.customerId, t.asset] }),
    foreignKey({
      name: "wallets_customer_fkey",
      columns: [t.merchantId, t.customerId],
      foreignColumns: [customers.merchantId, customers.id],
    }),
    // No other index may look at `available`: then a balance moves without touching any (HOT).
  ],
);

/** Units that came together and expire together. `expired` counts units this lot lost to expiry. */
export const lots = pgTable(
  "lots",
  {
    merchantId: merchantId(),
    id: uuid("id").notNull(),
    customerId: uuid("customer_id").notNull(),
    asset: text("asset").notNull(),
    transactionId: uuid("transaction_id").notNull(),
    amount: amount("amount").notNull(),
    remaining: units("remaining").notNull(),
    /** Units that ended unused: expired, or void. */
    expired: units("expired").notNull().default(sql`0`),
    /** Expired or void units that a claw-back has already counted as clawed back. */
    expiredCounted: units("expired_counted").notNull().default(sql`0`),
    occurredAt: instant("occurred_at").notNull(),
    /** Null while the units await an event. */
    availableFrom: instant("available_from"),
    /** Not usable yet: what remains stands in the wallet's `pending`. */
    isPending: boolean("is_pending").notNull().default(false),
    /** What has to happen before the units can be used, and the last local date on which it may. */
    awaits: text("awaits"),
    voidOn: date("void_on", { mode: "string" }),
    /** Which activity of the customer moves the expiry on, and by how much; null where none does. */
    slides: jsonb("slides").$type<Sliding>(),
    /** The last local date on which the units can be used; null never. */
    expiresOn: date("expires_on", { mode: "string" }),
  },
  (t) => [
    primaryKey({ name: "lots_pkey", columns: [t.merchantId, t.id] }),
    index("lots_open_idx")
      .on(t.merchantId, t.customerId, t.asset, t.expiresOn, t.occurredAt, t.id)
      .where(sql`remaining > 0`),
    index("lots_due_idx").on(t.merchantId, t.expiresOn).where(sql`remaining > 0 and expires_on is not null`),
    // Activations by their time; among the lots without one, voids by their date.
    index("lots_pending_idx").on(t.merchantId, t.availableFrom, t.voidOn).where(sql`is_pending`),
    index("lots_transaction_idx").on(t.merchantId, t.transactionId),
  ],
);

/** How much a debit took from a lot, and how much of that has been put back. */
export const lotUses = pgTable(
  "lot_uses",
  {
    merchantId: merchantId(),
    transactionId: uuid("transaction_id").notNull(),
    lotId: uuid("lot_id").notNull(),
    amount: units("amount").notNull(),
    returned: units("returned").notNull().default(sql`0`),
  },
  (t) => [
    primaryKey({ name: "lot_uses_pkey", columns: [t.merchantId, t.transactionId, t.lotId] }),
    index("lot_uses_lot_idx").on(t.merchantId, t.lotId),
  ],
);

/** The part of a debit that no lot covered. Later credits pay it, oldest debit first. */
export const deficits = pgTable(
  "deficits",
  {
    merchantId: merchantId(),
    transactionId: uuid("transaction_id").notNull(),
    customerId: uuid("customer_id").notNull(),
    asset: text("asset").notNull(),
    occurredAt: instant("occurred_at").notNull(),
    amount: amount("amount").notNull(),
    open: units("open").notNull(),
  },
  (t) => [
    primaryKey({ name: "deficits_pkey", columns: [t.merchantId, t.transactionId] }),
    index("deficits_open_idx").on(t.merchantId, t.customerId, t.asset, t.occurredAt).where(sql`open > 0`),
  ],
);

/** What a rule gave, kept so that refunds are worked out from the original award, and limits from what was given. */
export const awards = pgTable(
  "awards",
  {
    merchantId: merchantId(),
    transactionId: uuid("transaction_id").notNull(),
    /** Null for what no order gave. */
    orderId: uuid("order_id"),
    customerId: uuid("customer_id").notNull(),
    ruleKey: text("rule_key").notNull(),
    occurredAt: instant("occurred_at").notNull(),
    programVersion: integer("program_version").notNull(),
    asset: text("asset").notNull(),
    units: amount("units").notNull(),
    basisMinor: amount("basis_minor").notNull(),
    rounding: text("rounding", { enum: ["floor", "round", "ceil"] }).notNull(),
    /** Units clawed back so far, as computed (also those that had expired unused). */
    clawedBack: units("clawed_back").notNull().default(sql`0`),
    /** Shares of the order's lines, where the rule works per line. Amounts as decimal text. */
    lines: jsonb("lines")
      .$type<{ lineId: string; quantity: number; basisMinor: string; units: string }[]>()
      .notNull()
      .default([]),
  },
  (t) => [
    primaryKey({ name: "awards_pkey", columns: [t.merchantId, t.transactionId] }),
    index("awards_order_idx").on(t.merchantId, t.orderId),
    // Serves limits per customer and period.
    index("awards_rule_idx").on(t.merchantId, t.customerId, t.ruleKey, t.occurredAt),
  ],
);

/** What one claw-back took of an award, so that it can be given back when the order comes back. */
export const clawBacks = pgTable(
  "claw_backs",
  {
    merchantId: merchantId(),
    transactionId: uuid("transaction_id").notNull(),
    awardTransactionId: uuid("award_transaction_id").notNull(),
    /** As computed: the units of the entries, and those that had expired unused or were left by a clamp. */
    units: amount("units").notNull(),
    /** Units that had been pending. */
    voided: amount("voided").notNull().default(sql`0`),
    /** Expired units of the award's own lots that were counted. */
    expiredCounted: amount("expired_counted").notNull().default(sql`0`),
    undone: boolean("undone").notNull().default(false),
  },
  (t) => [
    primaryKey({ name: "claw_backs_pkey", columns: [t.merchantId, t.transactionId] }),
    index("claw_backs_award_idx").on(t.merchantId, t.awardTransactionId),
  ],
);
