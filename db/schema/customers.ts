import { sql } from "drizzle-orm";
import {
  boolean,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { amount, instant, merchantId } from "./columns";
import { merchants } from "./merchants";

/**
 * A shopper. The counters are the facts that tiers are judged by; `ledger_post` alone changes them and bumps
 * `version`, which is how a plan made on older facts is recognised as stale.
 */
export const customers = pgTable(
  "customers",
  {
    merchantId: merchantId().references(() => merchants.id),
    id: uuid("id").notNull(),
    externalId: text("external_id").notNull(),
    email: text("email"),
    name: text("name"),
    birthday: date("birthday", { mode: "string" }),
    country: text("country"),
    locale: text("locale"),
    tags: text("tags").array().notNull().default(sql`'{}'`),
    acceptsMarketing: boolean("accepts_marketing").notNull().default(false),
    attributes: jsonb("attributes").$type<Record<string, string>>().notNull().default({}),
    /** Member of the program since; null for a customer who is not a member. */
    enrolledAt: instant("enrolled_at"),
    /** When the customer joined by an own act (verified sign-up), as opposed to being enrolled by an order. */
    joinedAt: instant("joined_at"),
    blockedAt: instant("blocked_at"),
    createdAt: instant("created_at").notNull(),
    version: integer("version").notNull().default(0),
    ordersCount: integer("orders_count").notNull().default(0),
    spendMinor: amount("spend_minor").notNull().default(sql`0`),
    pointsEarned: amount("points_earned").notNull().default(sql`0`),
    firstOrderAt: instant("first_order_at"),
    lastOrderAt: instant("last_order_at"),
    tierKey: text("tier_key"),
    tierSince: instant("tier_since"),
    /** The local date at whose midnight the tier is judged again without any new fact; null when none is known. */
    tierReviewOn: date("tier_review_on", { mode: "string" }),
    /** The last local date of the grace in which a tier is kept although its keep threshold is missed. */
    tierGraceUntil: date("tier_grace_until", { mode: "string" }),
    /** The tier staff gave: the customer is never below it. */
    tierFloor: text("tier_floor"),
    /** When the birthday was last entered or changed: a late change is paid next year. */
    birthdayChangedAt: instant("birthday_changed_at"),
    /** The name shown on the leaderboard; null for who has not opted in. */
    leaderboardName: text("leaderboard_name"),
  },
  (t) => [
    primaryKey({ name: "customers_pkey", columns: [t.merchantId, t.id] }),
    unique("customers_merchant_external_id_key").on(t.merchantId, t.externalId),
    // Look-up by e-mail (sign-in, support); several customers may share one until they are merged.
    index("customers_merchant_email_idx").on(t.merchantId, sql`lower(${t.email})`),
    index("customers_merchant_name_idx").on(t.merchantId, sql`lower(${t.name}) text_pattern_ops`),
    index("customers_merchant_created_idx").on(t.merchantId, t.createdAt, t.id),
    index("customers_merchant_enrolled_idx").on(t.merchantId, t.enrolledAt),
    index("customers_tier_review_idx")
      .on(t.merchantId, t.tierReviewOn)
      .where(sql`tier_review_on is not null`),
    // Serves the midnight that looks for today's birthdays.
    index("customers_birthday_idx")
      .on(t.merchantId, sql`extract(month from ${t.birthday})`, sql`extract(day from ${t.birthday})`)
      .where(sql`birthday is not null`),
  ],
);

/** A 6-digit sign-in code sent by mail; only its hash is kept, and it dies after five wrong tries. */
export const customerCodes = pgTable(
  "customer_codes",
  {
    merchantId: merchantId().references(() => merchants.id),
    email: text("email").notNull(),
    codeHash: text("code_hash").notNull(),
    expiresAt: instant("expires_at").notNull(),
    attempts: integer("attempts").notNull().default(0),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [primaryKey({ name: "customer_codes_pkey", columns: [t.merchantId, t.email] })],
);

export const customerSessions = pgTable(
  "customer_sessions",
  {
    merchantId: merchantId().references(() => merchants.id),
    tokenHash: text("token_hash").notNull(),
    customerId: uuid("customer_id").notNull(),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
  },
  (t) => [
    primaryKey({ name: "customer_sessions_pkey", columns: [t.merchantId, t.tokenHash] }),
    index("customer_sessions_customer_idx").on(t.merchantId, t.customerId),
  ],
);
