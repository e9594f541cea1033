import { sql } from "drizzle-orm";
import {
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import type { Reward } from "@/lib/domain/program/schema";
import { amount, instant, merchantId } from "./columns";
import { customers } from "./customers";
import { merchants } from "./merchants";

/**
 * How many of a reward are left to issue: what is stated less what is issued, below 0 where less is stated than that. A
 * reward without a row is not limited.
 */
export const rewardStock = pgTable(
  "reward_stock",
  {
    merchantId: merchantId().references(() => merchants.id),
    rewardKey: text("reward_key").notNull(),
    remaining: integer("remaining").notNull(),
    /** The stock that the live program states; a change of it moves `remaining` by the difference. */
    stated: integer("stated").notNull(),
  },
  (t) => [primaryKey({ name: "reward_stock_pkey", columns: [t.merchantId, t.rewardKey] })],
);

/** A reward taken by a customer, with its code. */
export const redemptions = pgTable(
  "redemptions",
  {
    merchantId: merchantId(),
    id: uuid("id").notNull(),
    customerId: uuid("customer_id").notNull(),
    rewardKey: text("reward_key").notNull(),
    /** The reward as it was when it was taken. */
    reward: jsonb("reward").$type<Reward>().notNull(),
    programVersion: integer("program_version").notNull(),
    transactionId: uuid("transaction_id").notNull(),
    asset: text("asset").notNull(),
    price: amount("price").notNull(),
    code: text("code").notNull(),
    status: text("status", { enum: ["issued", "used", "cancelled", "expired"] }).notNull(),
    issuedAt: instant("issued_at").notNull(),
    /** The last local date on which the code can be used; null never. */
    expiresOn: date("expires_on", { mode: "string" }),
    usedAt: instant("used_at"),
    cancelledAt: instant("cancelled_at"),
    orderId: uuid("order_id"),
    /** The cart that holds the code, and until when; the code is free again afterwards. Of a used code: the order it awaits. */
    reservedFor: text("reserved_for"),
    reservedUntil: instant("reserved_until"),
    /** What the used reward cost the merchant, for the figures. */
    costMinor: amount("cost_minor"),
  },
  (t) => [
    primaryKey({ name: "redemptions_pkey", columns: [t.merchantId, t.id] }),
    unique("redemptions_merchant_code_key").on(t.merchantId, t.code),
    foreignKey({
      name: "redemptions_customer_fkey",
      columns: [t.merchantId, t.customerId],
      foreignColumns: [customers.merchantId, customers.id],
    }),
    index("redemptions_customer_idx").on(t.merchantId, t.customerId, t.issuedAt),
    index("redemptions_issued_idx").on(t.merchantId, t.issuedAt),
    index("redemptions_order_idx").on(t.merchantId, t.orderId).where(sql`order_id is not null`),
  ],
);
