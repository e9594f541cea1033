import { date, index, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { amount, instant, merchantId } from "./columns";
import { merchants } from "./merchants";

export const costKinds = ["software", "design", "marketing", "special_offers", "service"] as const;

/** What the merchant pays for the program, besides the rewards themselves. */
export const programCosts = pgTable(
  "program_costs",
  {
    merchantId: merchantId().references(() => merchants.id),
    id: uuid("id").notNull(),
    externalId: text("external_id").notNull(),
    date: date("date", { mode: "string" }).notNull(),
    kind: text("kind", { enum: costKinds }).notNull(),
    amountMinor: amount("amount_minor").notNull(),
    note: text("note"),
    batchId: uuid("batch_id"),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    primaryKey({ name: "program_costs_pkey", columns: [t.merchantId, t.id] }),
    unique("program_costs_external_id_key").on(t.merchantId, t.externalId),
    index("program_costs_date_idx").on(t.merchantId, t.date),
  ],
);
