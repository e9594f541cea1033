import { sql } from "drizzle-orm";
import { index, integer, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { instant, merchantId } from "./columns";

/** A tenant. Global: every tenant table refers to it. */
export const merchants = pgTable("merchants", {
  id: uuid("id").primaryKey(),
  slug: text("slug").notNull().unique("merchants_slug_key"),
  name: text("name").notNull(),
  currency: text("currency").notNull(),
  timezone: text("timezone").notNull(),
  /** Gross margin in basis points; null while the merchant has not told it. */
  grossMarginBps: integer("gross_margin_bps"),
  /** Local date (YYYY-MM-DD) up to whose midnight the day's work has run. */
  dayRunThrough: text("day_run_through"),
  createdAt: instant("created_at").notNull(),
});

/** A person who signs in to the dashboard. Global: one person may work for several merchants. */
export const staffUsers = pgTable(
  "staff_users",
  {
    id: uuid("id").primaryKey(),
    email: text("email").notNull(),
    name: text("name").notNull(),
    passwordHash: text("password_hash").notNull(),
    failedSignIns: integer("failed_sign_ins").notNull().default(0),
    lockedUntil: instant("locked_until"),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [unique("staff_users_email_key").on(t.email)],
);

/** A signed-in browser of a staff user; deleting the row ends it at the next request. Global. */
export const staffSessions = pgTable(
  "staff_sessions",
  {
    id: uuid("id").primaryKey(),
    userId: uuid("user_id")
      .notNull()
      .references(() => staffUsers.id, { onDelete: "cascade" }),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
  },
  (t) => [index("staff_sessions_user_idx").on(t.userId)],
);

export const memberships = pgTable(
  "memberships",
  {
    merchantId: merchantId().references(() => merchants.id),
    /** A staff user. No foreign key: each of a tenant's keys begins with the tenant, and staff users are global. */
    userId: uuid("user_id").notNull(),
    role: text("role", { enum: ["owner", "marketer", "support", "analyst"] }).notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    primaryKey({ name: "memberships_pkey", columns: [t.merchantId, t.userId] }),
    // Serves the store switcher: the stores of the person who signed in.
    index("memberships_user_idx").on(t.userId),
  ],
);

/** Counts attempts per key and time bucket, so that guessing codes or passwords is slow. Global. */
export const rateLimits = pgTable(
  "rate_limits",
  {
    key: text("key").notNull(),
    bucket: instant("bucket").notNull(),
    count: integer("count").notNull().default(sql`0`),
  },
  (t) => [primaryKey({ name: "rate_limits_pkey", columns: [t.key, t.bucket] })],
);
