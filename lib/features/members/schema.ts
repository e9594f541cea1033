import { z } from "zod";
import { localeSchema } from "@/lib/domain/program/schema";

export const email = z.string().trim().toLowerCase().max(254).pipe(z.email("email"));

/** Asking for a code to sign in or to join with. */
export const requestCodeSchema = z.strictObject({ email, locale: localeSchema });

/** Six digits; full-width digits, and spaces and dashes that people put between them, do no harm. */
export const sixDigits = z
  .string()
  .transform((text) => text.normalize("NFKC").replace(/[\s-]/g, ""))
  .pipe(z.string().regex(/^\d{6}$/, "six_digits"));

export const verifyCodeSchema = z.strictObject({
  email,
  code: sixDigits,
  locale: localeSchema,
  acceptsMarketing: z.boolean().default(false),
});

export const signInByLinkSchema = z.strictObject({ token: z.string().max(1000) });

export const signOutSchema = z.strictObject({ token: z.string().max(200) });

export const updatePreferencesSchema = z.strictObject({
  name: z.string().trim().max(200),
  /** Left out it stays as it is; empty takes it away. */
  birthday: z
    .union([
      z.literal("").transform(() => null),
      z.iso.date("date").refine((date) => date >= "1900-01-01", "before_1900"),
    ])
    .optional(),
  acceptsMarketing: z.boolean(),
});

/** Newest first; `before` is the id of the last row seen. One that cannot be read means the first page. */
export const listActivitySchema = z.strictObject({
  before: z.uuid().optional().catch(undefined),
  limit: z.int().min(1).max(100).default(30),
  /** The language that rules and events are named in. */
  locale: localeSchema.default("en"),
});
