import { z } from "zod";
import { orderStatuses } from "@/lib/domain/orders/types";

const externalId = z.string().trim().min(1, "required").max(200);
const text = z.string().max(500).nullable().default(null);
const money = z.union([z.bigint(), z.string().regex(/^\d+$/).transform(BigInt)]);
const instant = z.coerce.date();

export const orderLineSchema = z.strictObject({
  lineId: text,
  sku: text,
  title: text,
  category: text,
  collection: text,
  quantity: z.int(),
  /** Millionths of a major unit. */
  unitPriceMicro: money,
  discountMinor: money.default(0n),
});

/** The full state of an order, money in minor units of the merchant's currency. */
export const orderSchema = z.strictObject({
  externalId,
  customerExternalId: externalId.nullable().default(null),
  email: text,
  status: z.enum(orderStatuses).default("paid"),
  isTest: z.boolean().default(false),
  noAwards: z.boolean().default(false),
  channel: text,
  placedAt: instant,
  paidAt: instant.nullable().default(null),
  deliveredAt: instant.nullable().default(null),
  cancelledAt: instant.nullable().default(null),
  shopUpdatedAt: instant.nullable().default(null),
  totalMinor: money,
  subtotalMinor: money.nullable().default(null),
  discountMinor: money.nullable().default(null),
  shippingMinor: money.nullable().default(null),
  taxMinor: money.nullable().default(null),
  paidWithPointsMinor: money.default(0n),
  paidWithCreditMinor: money.default(0n),
  rewardCodes: z.array(z.string().max(100)).default([]),
  referralCode: text,
  lines: z.array(orderLineSchema).max(1000).default([]),
});

export const refundSchema = z
  .strictObject({
    externalId,
    orderExternalId: externalId.nullable().default(null),
    customerExternalId: externalId.nullable().default(null),
    refundedAt: instant,
    amountMinor: money.refine((amount) => amount > 0n, "above_zero"),
    lines: z.array(z.strictObject({ lineId: z.string(), quantity: z.int().min(1) })).default([]),
    noAwards: z.boolean().default(false),
  })
  .refine((refund) => refund.orderExternalId !== null || refund.customerExternalId !== null, {
    message: "order_or_customer",
    path: ["orderExternalId"],
  });

/** Orders and refunds in the order in which they are to be judged; at most 500 of them. */
export const recordOrdersSchema = z.strictObject({
  facts: z
    .array(
      z.discriminatedUnion("kind", [
        z.strictObject({ kind: z.literal("order"), order: orderSchema }),
        z.strictObject({ kind: z.literal("refund"), refund: refundSchema }),
      ]),
    )
    .min(1)
    .max(500),
  batchId: z.uuid().optional(),
  /** Typed by a person: what looks like a slip is refused instead of taken as news of the shop. */
  byHand: z.boolean().default(false),
});

export type RecordOrdersInput = z.infer<typeof recordOrdersSchema>;
