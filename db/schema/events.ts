import { date, foreignKey, index, jsonb, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { instant, merchantId } from "./columns";
import { customers } from "./customers";

/** Something a customer did that is not an order: a review, a visit, or what the merchant defined. */
export const events = pgTable(
  "events",
  {
    merchantId: merchantId(),
    id: uuid("id").notNull(),
    /** The sender's id: the same is never counted twice. */
    externalId: text("external_id").notNull(),
    customerId: uuid("customer_id").notNull(),
    type: text("type").notNull(),
    occurredAt: instant("occurred_at").notNull(),
    data: jsonb("data").$type<Record<string, string | number | boolean>>().notNull().default({}),
    recordedAt: instant("recorded_at").notNull(),
    batchId: uuid("batch_id"),
  },
  (t) => [
    primaryKey({ name: "events_pkey", columns: [t.merchantId, t.id] }),
    unique("events_merchant_external_id_key").on(t.merchantId, t.externalId),
    foreignKey({
      name: "events_customer_fkey",
      columns: [t.merchantId, t.customerId],
      foreignColumns: [customers.merchantId, customers.id],
    }),
    index("events_merchant_customer_idx").on(t.merchantId, t.customerId, t.type, t.occurredAt),
    index("events_merchant_occurred_idx").on(t.merchantId, t.occurredAt, t.id),
  ],
);

/** Who was in a segment at the last midnight, for rules that are triggered by entering it. */
export const segmentEntries = pgTable(
  "segment_entries",
  {
    merchantId: merchantId(),
    segmentKey: text("segment_key").notNull(),
    customerId: uuid("customer_id").notNull(),
    enteredOn: date("entered_on", { mode: "string" }).notNull(),
  },
  (t) => [
    primaryKey({ name: "segment_entries_pkey", columns: [t.merchantId, t.segmentKey, t.customerId] }),
    foreignKey({
      name: "segment_entries_customer_fkey",
      columns: [t.merchantId, t.customerId],
      foreignColumns: [customers.merchantId, customers.id],
    }),
  ],
);

/** A challenge a customer has completed, once. */
export const challengeCompletions = pgTable(
  "challenge_completions",
  {
    merchantId: merchantId(),
    challengeKey: text("challenge_key").notNull(),
    customerId: uuid("customer_id").notNull(),
    completedAt: instant("completed_at").notNull(),
  },
  (t) => [
    primaryKey({ name: "challenge_completions_pkey", columns: [t.merchantId, t.challengeKey, t.customerId] }),
    foreignKey({
      name: "challenge_completions_customer_fkey",
      columns: [t.merchantId, t.customerId],
      foreignColumns: [customers.merchantId, customers.id],
    }),
    index("challenge_completions_customer_idx").on(t.merchantId, t.customerId),
  ],
);

/** A badge a customer holds: once earned it is kept. */
export const badgesEarned = pgTable(
  "badges_earned",
  {
    merchantId: merchantId(),
    badgeKey: text("badge_key").notNull(),
    customerId: uuid("customer_id").notNull(),
    earnedAt: instant("earned_at").notNull(),
  },
  (t) => [
    primaryKey({ name: "badges_earned_pkey", columns: [t.merchantId, t.badgeKey, t.customerId] }),
    foreignKey({
      name: "badges_earned_customer_fkey",
      columns: [t.merchantId, t.customerId],
      foreignColumns: [customers.merchantId, customers.id],
    }),
    index("badges_earned_customer_idx").on(t.merchantId, t.customerId),
  ],
);
