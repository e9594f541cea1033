import { sql } from "drizzle-orm";
import {
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { countingStatuses, orderStatuses } from "@/lib/domain/orders/types";
import { amount, instant, merchantId } from "./columns";
import { customers } from "./customers";

/** The states in which an order counts, for `in (…)`; as literals, because a plan must see that an index holds them. */
export const countingStates = sql.raw(countingStatuses.map((status) => `'${status}'`).join(", "));

/** An order as the shop last told it. A null customer is a guest. */
export const orders = pgTable(
  "orders",
  {
    merchantId: merchantId(),
    id: uuid("id").notNull(),
    externalId: text("external_id").notNull(),
    customerId: uuid("customer_id"),
    email: text("email"),
    status: text("status", { enum: orderStatuses }).notNull(),
    isTest: boolean("is_test").notNull().default(false),
    noAwards: boolean("no_awards").notNull().default(false),
    channel: text("channel"),
    placedAt: instant("placed_at").notNull(),
    paidAt: instant("paid_at"),
    deliveredAt: instant("delivered_at"),
    cancelledAt: instant("cancelled_at"),
    shopUpdatedAt: instant("shop_updated_at"),
    totalMinor: amount("total_minor").notNull(),
    subtotalMinor: amount("subtotal_minor"),
    discountMinor: amount("discount_minor"),
    shippingMinor: amount("shipping_minor"),
    taxMinor: amount("tax_minor"),
    paidWithPointsMinor: amount("paid_with_points_minor").notNull().default(sql`0`),
    paidWithCreditMinor: amount("paid_with_credit_minor").notNull().default(sql`0`),
    refundedMinor: amount("refunded_minor").notNull().default(sql`0`),
    rewardCodes: text("reward_codes").array().notNull().default(sql`'{}'`),
    referralCode: text("referral_code"),
    /** SHA-256 of the order as told, so that telling it again is recognised as no change. */
    contentHash: text("content_hash").notNull(),
    batchId: uuid("batch_id"),
    recordedAt: instant("recorded_at").notNull(),
  },
  (t) => [
    primaryKey({ name: "orders_pkey", columns: [t.merchantId, t.id] }),
    unique("orders_merchant_external_id_key").on(t.merchantId, t.externalId),
    foreignKey({
      name: "orders_customer_fkey",
      columns: [t.merchantId, t.customerId],
      foreignColumns: [customers.merchantId, customers.id],
    }),
    index("orders_merchant_placed_idx").on(t.merchantId, t.placedAt, t.id),
    index("orders_merchant_customer_placed_idx").on(t.merchantId, t.customerId, t.placedAt),
    // All that most figures ask of the orders that count (`counts` in analytics says the same condition).
    index("orders_counting_idx")
      .on(t.merchantId, t.customerId, t.placedAt, t.totalMinor)
      .where(sql`status in (${countingStates}) and not is_test`),
    // What conditions ask of the orders of some last days, without visiting the rows.
    index("orders_left_idx")
      .on(t.merchantId, t.placedAt, t.customerId, t.totalMinor, t.refundedMinor)
      .where(sql`status in ('paid', 'partially_refunded') and not is_test`),
    // What a guest of that address ordered: a friend who was invited may order without signing in.
    index("orders_merchant_guest_idx")
      .on(t.merchantId, sql`lower(${t.email})`, t.placedAt)
      .where(sql`customer_id is null and email is not null`),
  ],
);

export const orderLines = pgTable(
  "order_lines",
  {
    merchantId: merchantId(),
    orderId: uuid("order_id").notNull(),
    position: integer("position").notNull(),
    lineId: text("line_id"),
    sku: text("sku"),
    title: text("title"),
    category: text("category"),
    collection: text("collection"),
    quantity: integer("quantity").notNull(),
    /** Millionths of a major unit: shops sell at prices below a minor unit. */
    unitPriceMicro: amount("unit_price_micro").notNull(),
    discountMinor: amount("discount_minor").notNull().default(sql`0`),
  },
  (t) => [
    primaryKey({ name: "order_lines_pkey", columns: [t.merchantId, t.orderId, t.position] }),
    foreignKey({
      name: "order_lines_order_fkey",
      columns: [t.merchantId, t.orderId],
      foreignColumns: [orders.merchantId, orders.id],
    }),
    // Serves conditions on what was bought, and the list of categories to choose from.
    index("order_lines_category_idx").on(t.merchantId, t.category, t.orderId),
  ],
);

/** A refund. It names an order, or, where the shop does not know it, only the customer. */
export const refunds = pgTable(
  "refunds",
  {
    merchantId: merchantId(),
    id: uuid("id").notNull(),
    externalId: text("external_id").notNull(),
    orderId: uuid("order_id"),
    /** The shop's order id while that order is unknown: the refund waits for it. */
    waitingForOrder: text("waiting_for_order"),
    customerId: uuid("customer_id"),
    refundedAt: instant("refunded_at").notNull(),
    amountMinor: amount("amount_minor").notNull(),
    lines: jsonb("lines").$type<{ lineId: string; quantity: number }[]>().notNull().default([]),
    contentHash: text("content_hash").notNull(),
    batchId: uuid("batch_id"),
    recordedAt: instant("recorded_at").notNull(),
  },
  (t) => [
    primaryKey({ name: "refunds_pkey", columns: [t.merchantId, t.id] }),
    unique("refunds_merchant_external_id_key").on(t.merchantId, t.externalId),
    foreignKey({
      name: "refunds_order_fkey",
      columns: [t.merchantId, t.orderId],
      foreignColumns: [orders.merchantId, orders.id],
    }),
    foreignKey({
      name: "refunds_customer_fkey",
      columns: [t.merchantId, t.customerId],
      foreignColumns: [customers.merchantId, customers.id],
    }),
    index("refunds_merchant_refunded_idx").on(t.merchantId, t.refundedAt),
    index("refunds_merchant_order_idx").on(t.merchantId, t.orderId),
    index("refunds_merchant_customer_idx").on(t.merchantId, t.customerId),
    index("refunds_waiting_idx")
      .on(t.merchantId, t.waitingForOrder)
      .where(sql`waiting_for_order is not null`),
  ],
);

export const products = pgTable(
  "products",
  {
    merchantId: merchantId(),
    id: uuid("id").notNull(),
    externalId: text("external_id").notNull(),
    sku: text("sku"),
    title: text("title").notNull(),
    category: text("category"),
    priceMinor: amount("price_minor"),
    /** When the price last became lower than it was. */
    priceFellAt: instant("price_fell_at"),
    marginBps: integer("margin_bps"),
    imageUrl: text("image_url"),
    lifetimeDays: integer("lifetime_days"),
  },
  (t) => [
    primaryKey({ name: "products_pkey", columns: [t.merchantId, t.id] }),
    unique("products_merchant_external_id_key").on(t.merchantId, t.externalId),
  ],
);
