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
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { ReferralOffer } from "@/lib/domain/program/schema";
import { type CancelReason, type RefusalReason, storedReferralStates } from "@/lib/domain/referrals/types";
import { instant, merchantId } from "./columns";
import { customers } from "./customers";
import { merchants } from "./merchants";

/** Whose link a code is. Global: the friend's address names the code alone. */
export const referralLinks = pgTable(
  "referral_links",
  {
    code: text("code").primaryKey(),
    merchantId: merchantId().references(() => merchants.id),
    customerId: uuid("customer_id").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    unique("referral_links_customer_key").on(t.merchantId, t.customerId),
    index("referral_links_created_idx").on(t.merchantId, t.createdAt),
  ],
);

/** Visits of a link by a browser that showed the page to somebody, per local day. */
export const referralVisits = pgTable(
  "referral_visits",
  {
    merchantId: merchantId().references(() => merchants.id),
    code: text("code").notNull(),
    day: date("day", { mode: "string" }).notNull(),
    visits: integer("visits").notNull(),
  },
  (t) => [
    primaryKey({ name: "referral_visits_pkey", columns: [t.merchantId, t.code, t.day] }),
    index("referral_visits_day_idx").on(t.merchantId, t.day),
  ],
);

/**
 * A friend who took up an invitation, or was refused. What the friend ordered since is not kept here but read from the
 * orders, so that whatever the shop tells later counts; `orderId` is the order both were rewarded for.
 */
export const referrals = pgTable(
  "referrals",
  {
    merchantId: merchantId().references(() => merchants.id),
    id: uuid("id").notNull(),
    code: text("code").notNull(),
    advocateId: uuid("advocate_id").notNull(),
    /** The friend's customer; null for a claim that was refused. */
    friendId: uuid("friend_id"),
    /** In lower case. */
    friendEmail: text("friend_email").notNull(),
    state: text("state", { enum: storedReferralStates }).notNull(),
    /** Why it was refused or cancelled. */
    reason: text("reason").$type<RefusalReason | CancelReason>(),
    /** The terms as they were when it was claimed. */
    offer: jsonb("offer").$type<ReferralOffer>().notNull(),
    programVersion: integer("program_version").notNull(),
    claimedAt: instant("claimed_at").notNull(),
    orderId: uuid("order_id"),
    /** When it was rewarded, expired or cancelled. */
    endedAt: instant("ended_at"),
  },
  (t) => [
    primaryKey({ name: "referrals_pkey", columns: [t.merchantId, t.id] }),
    // One claim per friend, whoever asks at once.
    uniqueIndex("referrals_friend_email_key").on(t.merchantId, t.friendEmail).where(sql`state <> 'refused'`),
    // A refusal is told once, however often it is tried.
    uniqueIndex("referrals_refused_key")
      .on(t.merchantId, t.friendEmail, t.advocateId, t.reason)
      .where(sql`state = 'refused'`),
    foreignKey({
      name: "referrals_advocate_fkey",
      columns: [t.merchantId, t.advocateId],
      foreignColumns: [customers.merchantId, customers.id],
    }),
    foreignKey({
      name: "referrals_friend_fkey",
      columns: [t.merchantId, t.friendId],
      foreignColumns: [customers.merchantId, customers.id],
    }),
    index("referrals_claimed_idx").on(t.merchantId, t.claimedAt, t.id),
    index("referrals_open_idx").on(t.merchantId, t.claimedAt).where(sql`state = 'claimed'`),
    index("referrals_advocate_idx").on(t.merchantId, t.advocateId, t.claimedAt),
    index("referrals_friend_idx").on(t.merchantId, t.friendId),
    index("referrals_order_idx").on(t.merchantId, t.orderId).where(sql`order_id is not null`),
  ],
);
