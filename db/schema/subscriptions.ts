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
import { subscriptionStatuses, type ToldSubscription } from "@/lib/domain/perks/types";
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
    /** Local date that renewals are counted from, so that a month's end comes back after February. */
    anchorOn: date("anchor_on", { mode: "string" }).notNull(),
    /** Local date of the next renewal; while paused, the one that was next. Null once cancelled. */
    renewsOn: date("renews_on", { mode: "string" }),
    /** Renewals so far. */
    renewals: integer("renewals").notNull().default(0),
    pausedAt: instant("paused_at"),
    cancelledAt: instant("cancelled_at"),
    /** What the shop said last: only what differs from it is news. */
    told: jsonb("told").$type<ToldSubscription>().notNull().default({}),
    /** As of when it said so, where it tells. */
    shopUpdatedAt: instant("shop_updated_at"),
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

/** What a subscription was from a time on, so that an order told late is judged by its own time. */
export const subscriptionChanges = pgTable(
  "subscription_changes",
  {
    merchantId: merchantId(),
    id: uuid("id").notNull(),
    subscriptionId: uuid("subscription_id").notNull(),
    customerId: uuid("customer_id").notNull(),
    at: instant("at").notNull(),
    status: text("status", { enum: subscriptionStatuses }).notNull(),
    planKey: text("plan_key").notNull(),
  },
  (t) => [
    primaryKey({ name: "subscription_changes_pkey", columns: [t.merchantId, t.id] }),
    foreignKey({
      name: "subscription_changes_subscription_fkey",
      columns: [t.merchantId, t.subscriptionId],
      foreignColumns: [subscriptions.merchantId, subscriptions.id],
    }),
    index("subscription_changes_subscription_idx").on(t.merchantId, t.subscriptionId, t.at),
    index("subscription_changes_customer_idx").on(t.merchantId, t.customerId),
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
    /** Local date it was due. */
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
