import { sql } from "drizzle-orm";
import {
  date,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { subscriptionStatuses } from "@/lib/domain/perks/types";
import { amount, instant, merchantId } from "./columns";
import { customers } from "./customers";

/** A customer's subscription to a plan of the program. */
export const subscriptions = pgTable(
  "subscriptions",
  {
    merchantId: merchantId(),
    id: uuid("id").notNull(),
    externalId: text("external_id").notNull(),
    customerId: uuid("customer_id").notNull(),
    planKey: text("plan_key").notNull(),
    status: text("status", { enum: subscriptionStatuses }).notNull(),
    startedAt: instant("started_at").notNull(),
    /** Local date of the next renewal; while paused, the one that was next. Null once cancelled. */
    renewsOn: date("renews_on", { mode: "string" }),
    /** Renewals so far. */
    renewals: integer("renewals").notNull().default(0),
    pausedAt: instant("paused_at"),
    cancelledAt: instant("cancelled_at"),
    batchId: uuid("batch_id"),
    recordedAt: instant("recorded_at").notNull(),
  },
  (t) => [
    primaryKey({ name: "subscriptions_pkey", columns: [t.merchantId, t.id] }),
    unique("subscriptions_merchant_external_id_key").on(t.merchantId, t.externalId),
    foreignKey({
      name: "subscriptions_customer_fkey",
      columns: [t.merchantId, t.customerId],
      foreignColumns: [customers.merchantId, customers.id],
    }),
    index("subscriptions_customer_idx").on(t.merchantId, t.customerId, t.startedAt),
    index("subscriptions_started_idx").on(t.merchantId, t.startedAt, t.id),
    // Serves the midnight work: renewals that are due.
    index("subscriptions_due_idx").on(t.merchantId, t.renewsOn).where(sql`status = 'active'`),
  ],
);

/** A period of a subscription that has been renewed, and what the plan gave for it; one row per period. */
export const subscriptionRenewals = pgTable(
  "subscription_renewals",
  {
    merchantId: merchantId(),
    subscriptionId: uuid("subscription_id").notNull(),
    /** 1 for the first renewal. */
    number: integer("number").notNull(),
    renewedOn: date("renewed_on", { mode: "string" }).notNull(),
    renewedAt: instant("renewed_at").notNull(),
    customerId: uuid("customer_id").notNull(),
    planKey: text("plan_key").notNull(),
    points: amount("points").notNull(),
    /** Keys of the rewards given. */
    gifts: text("gifts").array().notNull().default(sql`'{}'`),
    /** What free shipping cost, for the figures. */
    costMinor: amount("cost_minor").notNull().default(sql`0`),
  },
  (t) => [
    primaryKey({ name: "subscription_renewals_pkey", columns: [t.merchantId, t.subscriptionId, t.number] }),
    foreignKey({
      name: "subscription_renewals_subscription_fkey",
      columns: [t.merchantId, t.subscriptionId],
      foreignColumns: [subscriptions.merchantId, subscriptions.id],
    }),
    index("subscription_renewals_renewed_idx").on(t.merchantId, t.renewedAt),
  ],
);
