import { jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import type { Condition } from "@/lib/domain/conditions/schema";
import { instant, merchantId } from "./columns";
import { merchants } from "./merchants";

/** A named condition on customers. Who is in is worked out when it is asked, never stored. */
export const segments = pgTable(
  "segments",
  {
    merchantId: merchantId().references(() => merchants.id),
    /** Stable name: what earning rules, rewards and figures refer to. */
    key: text("key").notNull(),
    name: text("name").notNull(),
    condition: jsonb("condition").$type<Condition>().notNull(),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (t) => [primaryKey({ name: "segments_pkey", columns: [t.merchantId, t.key] })],
);
