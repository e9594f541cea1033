import { index, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import type { SimulationResult } from "@/lib/domain/program/simulation";
import { instant, merchantId } from "./columns";
import { merchants } from "./merchants";
import { programDocument } from "./programs";

/** A dry run of a draft on the facts of the last days: what was asked, how far it is, and what came out. */
export const simulations = pgTable(
  "simulations",
  {
    merchantId: merchantId().references(() => merchants.id),
    id: uuid("id").notNull(),
    /** The draft as it was when the run was asked for, and its revision. */
    document: programDocument("document").notNull(),
    revision: integer("revision").notNull(),
    days: integer("days").notNull(),
    status: text("status", { enum: ["queued", "running", "done", "failed", "cancelled"] }).notNull(),
    /** Local days played so far. */
    daysDone: integer("days_done").notNull().default(0),
    result: jsonb("result").$type<SimulationResult>(),
    requestedBy: text("requested_by").notNull(),
    createdAt: instant("created_at").notNull(),
    /** When the run last told how far it is: one that is silent for long has died with its process. */
    heardAt: instant("heard_at").notNull(),
    finishedAt: instant("finished_at"),
  },
  (t) => [
    primaryKey({ name: "simulations_pkey", columns: [t.merchantId, t.id] }),
    index("simulations_created_idx").on(t.merchantId, t.createdAt),
    index("simulations_status_idx").on(t.merchantId, t.status, t.heardAt),
  ],
);
