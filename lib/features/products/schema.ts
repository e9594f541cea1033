import { z } from "zod";

const text = z.string().max(500).nullable();

/** A product as the shop tells it: what is left out stays as it is. Price in minor units, margin in hundredths of a percent. */
export const productSchema = z.strictObject({
  externalId: z.string().trim().min(1, "required").max(200),
  sku: text.optional(),
  title: z.string().max(500).optional(),
  category: text.optional(),
  priceMinor: z.coerce.bigint().min(0n).nullable().optional(),
  marginBps: z.int().min(0).max(10_000).nullable().optional(),
  imageUrl: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .nullable()
    .optional(),
  lifetimeDays: z.int().min(1).max(36_500).nullable().optional(),
});
export type ProductInput = z.infer<typeof productSchema>;

/** With a batch they are an import's, and single rows are not audited. */
export const recordProductsSchema = z.strictObject({
  batchId: z.uuid().optional(),
  facts: z.array(productSchema).min(1).max(500),
});

/** The orders after this one, by the time they were placed. */
export const payPriceDropsSchema = z.strictObject({
  after: z.strictObject({ placedAt: z.coerce.date(), orderId: z.uuid() }).nullable().default(null),
});
