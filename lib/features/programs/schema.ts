import { z } from "zod";
import { programDocumentSchema } from "@/lib/domain/program/schema";

const note = z.string().trim().max(500).default("");

const instant = z.union([z.date(), z.iso.datetime({ offset: true }).transform((text) => new Date(text))]);

export const publishDocumentSchema = z.strictObject({
  document: programDocumentSchema,
  /** Why, in the publisher's words; shown in the list of versions. */
  note,
  /** When it takes effect; now unless given. */
  effectiveFrom: instant.optional(),
});

export const versionNumberSchema = z.strictObject({ number: z.int().min(1) });
