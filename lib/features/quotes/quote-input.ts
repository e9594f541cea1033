import { z } from "zod";
import { orderSchema } from "@/lib/features/orders";

/** A cart as the order it would become: money in minor units, prices of lines in millionths of a major unit. */
const cartSchema = orderSchema.pick({
  totalMinor: true,
  subtotalMinor: true,
  discountMinor: true,
  shippingMinor: true,
  taxMinor: true,
  paidWithPointsMinor: true,
  paidWithCreditMinor: true,
  channel: true,
  lines: true,
});

export const quoteSchema = z.strictObject({
  /** Null for somebody who is no customer yet. */
  customerId: z.uuid().nullable(),
  cart: cartSchema,
  /** When it would be paid; now when left out. */
  at: z.coerce.date().optional(),
});
export type QuoteInput = z.infer<typeof quoteSchema>;
