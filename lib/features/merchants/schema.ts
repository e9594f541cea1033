import { z } from "zod";
import { isCurrency } from "@/lib/domain/money";
import { emailField, nameField, passwordField } from "@/lib/domain/staff";
import { isValidZone } from "@/lib/domain/time";

export const createMerchantSchema = z.strictObject({
  /** The store's part of every address: lower-case letters, digits and inner hyphens. */
  slug: z
    .string()
    .trim()
    .regex(/^[a-z0-9]([a-z0-9-]{0,58}[a-z0-9])?$/, "slug"),
  name: nameField,
  /** ISO 4217 code; every amount of the store is in it. */
  currency: z.string().trim().toUpperCase().refine(isCurrency, "currency"),
  /** IANA name; the store's days begin at its midnight. */
  timezone: z.string().trim().refine(isValidZone, "timezone"),
  owner: z.strictObject({ email: emailField, password: passwordField, name: nameField.optional() }),
});

export const renameMerchantSchema = z.strictObject({ name: nameField });

export type CreateMerchantInput = z.infer<typeof createMerchantSchema>;
