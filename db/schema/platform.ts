import { index, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant, merchantId } from "./columns";
import { merchants } from "./merchants";

/** Who changed what: one row per write, in the write's own transaction. */
export const auditLog = pgTable(
  "audit_log",
  {
    merchantId: merchantId(),
    id: uuid("id").notNull(),
    at: instant("at").notNull(),
    actor: text("actor").notNull(),
    action: text("action").notNull(),
    subjectType: text("subject_type").notNull(),
    subjectId: text("subject_id").notNull(),
    before: jsonb("before"),
    after: jsonb("after"),
    requestId: text("request_id").notNull(),
  },
  (t) => [
    primaryKey({ name: "audit_log_pkey", columns: [t.merchantId, t.id] }),
    index("audit_log_at_idx").on(t.merchantId, t.at, t.id),
    index("audit_log_subject_idx").on(t.merchantId, t.subjectType, t.subjectId, t.at),
  ],
);

/** Facts to tell the outside, written with the change they tell of. */
export const outboxEvents = pgTable(
  "outbox_events",
  {
    merchantId: merchantId(),
    id: uuid("id").notNull(),
    type: text("type").notNull(),
    payload: jsonb("payload").$type<Record<string, unknown>>().notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [primaryKey({ name: "outbox_events_pkey", columns: [t.merchantId, t.id] })],
);

/** The first result of a command, by the key its caller chose. */
export const commandKeys = pgTable(
  "command_keys",
  {
    merchantId: merchantId(),
    key: text("key").notNull(),
    command: text("command").notNull(),
    inputHash: text("input_hash").notNull(),
    result: jsonb("result"),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [primaryKey({ name: "command_keys_pkey", columns: [t.merchantId, t.key] })],
);

/** Mails written by the product; without a mail server they stay here for the owner to read. */
export const mails = pgTable(
  "mails",
  {
    merchantId: merchantId().references(() => merchants.id),
    id: uuid("id").notNull(),
    recipient: text("recipient").notNull(),
    template: text("template").notNull(),
    subject: text("subject").notNull(),
    text: text("text").notNull(),
    html: text("html").notNull(),
    createdAt: instant("created_at").notNull(),
    sentAt: instant("sent_at"),
    error: text("error"),
  },
  (t) => [
    primaryKey({ name: "mails_pkey", columns: [t.merchantId, t.id] }),
    index("mails_created_idx").on(t.merchantId, t.createdAt, t.id),
  ],
);
