import { isNull } from "drizzle-orm";
import { customType, index, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { type ProgramDocument, storedProgramSchema } from "@/lib/domain/program/schema";
import { instant, merchantId } from "./columns";
import { merchants } from "./merchants";

/**
 * A document is kept as it was published and read through today's schema: what an older one could not say yet has the
 * default.
 */
export const programDocument = customType<{ data: ProgramDocument; driverData: string }>({
  dataType: () => "jsonb",
  toDriver: (document) => JSON.stringify(document),
  fromDriver: (stored) => storedProgramSchema.parse(typeof stored === "string" ? JSON.parse(stored) : stored),
});

/**
 * Published versions of the program, immutable but for `cancelledAt`: one that was scheduled and taken back before it
 * began stays to be read. The version live at a time is the last one effective by then that was not cancelled.
 */
export const programVersions = pgTable(
  "program_versions",
  {
    merchantId: merchantId().references(() => merchants.id),
    number: integer("number").notNull(),
    document: programDocument("document").notNull(),
    note: text("note").notNull().default(""),
    author: text("author").notNull(),
    publishedAt: instant("published_at").notNull(),
    effectiveFrom: instant("effective_from").notNull(),
    cancelledAt: instant("cancelled_at"),
  },
  (t) => [
    primaryKey({ name: "program_versions_pkey", columns: [t.merchantId, t.number] }),
    index("program_versions_effective_idx").on(t.merchantId, t.effectiveFrom),
  ],
);

/** What every search for a version that counts, or will, begins with: cancelled ones never do. */
export const notCancelled = isNull(programVersions.cancelledAt);

/** The revision a draft began with, and for each part that was changed the last one that did. */
export type PartRevisions = { first: number; parts: Record<string, number> };

/**
 * The one draft a merchant may have. `revision` tells on which state of it an edit was made, `partRevisions` whether
 * what the edit is about has changed since.
 */
export const programDrafts = pgTable(
  "program_drafts",
  {
    merchantId: merchantId().references(() => merchants.id),
    document: programDocument("document").notNull(),
    baseVersion: integer("base_version"),
    revision: integer("revision").notNull(),
    partRevisions: jsonb("part_revisions").$type<PartRevisions>().notNull(),
    updatedAt: instant("updated_at").notNull(),
    updatedBy: uuid("updated_by"),
  },
  (t) => [primaryKey({ name: "program_drafts_pkey", columns: [t.merchantId] })],
);
