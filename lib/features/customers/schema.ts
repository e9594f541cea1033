import { z } from "zod";
import { cursorInput } from "@/lib/platform/keyset";

const text = (max: number) =>
  z
    .string()
    .trim()
    .max(max, "too_long")
    .transform((value) => value || null)
    .nullable()
    .optional();

/** What is known of a customer. A field that is left out stays as it is; null empties it. */
export const customerSchema = z.strictObject({
  externalId: z.string().trim().min(1, "required").max(200, "too_long"),
  email: z.union([z.literal("").transform(() => null), z.email("email").max(320), z.null()]).optional(),
  name: text(200),
  birthday: z.union([z.literal("").transform(() => null), z.iso.date("date_format"), z.null()]).optional(),
  country: text(60),
  locale: text(20),
  tags: z.array(z.string().trim().min(1).max(60)).max(50).optional(),
  acceptsMarketing: z.boolean().optional(),
  attributes: z.record(z.string().max(60), z.string().max(500)).optional(),
  enrolledAt: z.coerce.date().optional(),
  createdAt: z.coerce.date().optional(),
});
export type CustomerInput = z.infer<typeof customerSchema>;

export const upsertCustomerSchema = customerSchema.extend({
  /** What to do with a customer who exists already. */
  ifExists: z.enum(["update", "refuse"]).default("update"),
});

export const customerSorts = ["lastOrder", "points", "created"] as const;

export const listCustomersSchema = z.strictObject({
  /** Part of a name or e-mail, or a whole customer id, order id or reward code. */
  search: z.string().trim().max(200).default(""),
  /** Key of a tier; "none" for members without one. */
  tier: z.string().max(40).optional(),
  /** Key of a segment. */
  segment: z.string().min(1).max(40).optional(),
  belowZero: z.boolean().default(false),
  member: z.enum(["yes", "no"]).optional(),
  sort: z.enum(customerSorts).default("lastOrder"),
  ascending: z.boolean().default(false),
  cursor: cursorInput,
  limit: z.int().min(1).max(100).default(50),
});
export type ListCustomersInput = z.infer<typeof listCustomersSchema>;

export const getCustomerSchema = z.union([
  z.strictObject({ id: z.uuid() }),
  z.strictObject({ externalId: z.string().min(1).max(200) }),
]);

export const setTierFloorSchema = z.strictObject({
  customerId: z.uuid(),
  /** Key of a tier of the live program; null lets the member move freely. */
  tier: z.string().min(1).max(40).nullable(),
  reason: z.string().trim().min(1, "required").max(200, "too_long"),
});

/** A page of one customer's rows. */
export const customerRowsSchema = z.strictObject({
  customerId: z.uuid(),
  cursor: cursorInput,
  limit: z.int().min(1).max(100).default(50),
});

export const customerLedgerSchema = customerRowsSchema.extend({
  /** Of this wallet alone: "points", "credit" or "stamps:" and the key of a card. */
  asset: z.string().min(1).max(60).optional(),
});
