import { z } from "zod";
import { parseAmount, parseDecimal, roundDecimal } from "@/lib/domain/money";
import { parseInstant } from "@/lib/domain/time";
import { parseInput } from "@/lib/platform/input";

/** What decides how the figures of a form are read. */
type Store = { currency: string; timezone: string };

const text = z.string().trim().max(200, "too_long");
const required = text.min(1, "required");
const MICRO_DECIMALS = 6;

/** Major units as typed ("12.34") to minor units, exactly. */
const money = (store: Store) =>
  required.transform((value, ctx) => {
    const read = parseAmount(value, store.currency);
    if (read.ok && read.minor >= 0n) return read.minor;
    ctx.addIssue({ code: "custom", message: read.ok ? "not_negative" : read.reason });
    return z.NEVER;
  });

/** A price may be finer than a minor unit; it is kept in millionths. */
const unitPrice = required.transform((value, ctx) => {
  const read = parseDecimal(value);
  const fault = !read
    ? "not_a_number"
    : read.units < 0n
      ? "not_negative"
      : read.scale > MICRO_DECIMALS && "too_many_decimals";
  if (read && !fault) return roundDecimal(read, MICRO_DECIMALS, "floor");
  ctx.addIssue({ code: "custom", message: fault || "not_a_number" });
  return z.NEVER;
});

/** A time on the store's wall clock, not after now. */
const past = (store: Store, now: Date) =>
  required.transform((value, ctx) => {
    const at = parseInstant(value, store.timezone);
    if (at && at <= now) return at;
    ctx.addIssue({ code: "custom", message: at ? "in_future" : "date_format" });
    return z.NEVER;
  });

const orderForm = (store: Store, now: Date) =>
  z.strictObject({
    customerExternalId: required,
    orderId: required,
    placedAt: past(store, now),
    total: money(store),
    /** Separated by spaces or commas. */
    rewardCodes: text.default(""),
    lines: z
      .array(
        z.strictObject({
          title: required,
          quantity: z
            .string()
            .regex(/^[1-9]\d{0,5}$/, "whole_number")
            .transform(Number),
          unitPrice,
        }),
      )
      .max(100)
      .default([]),
  });

const refundForm = (store: Store, now: Date) =>
  z.strictObject({
    customerExternalId: required,
    refundId: required,
    orderId: text.default(""),
    refundedAt: past(store, now),
    amount: money(store).refine((minor) => minor > 0n, "above_zero"),
  });

/** An order as staff typed it, as input of `orders.record`. Throws VALIDATION with all that is wrong. */
export function orderByHand(raw: unknown, store: Store, now: Date) {
  const { orderId, total, rewardCodes, lines, ...form } = parseInput(orderForm(store, now), raw);
  const order = {
    ...form,
    externalId: orderId,
    totalMinor: total,
    channel: "staff",
    rewardCodes: rewardCodes
      .toUpperCase()
      .split(/[\s,]+/)
      .filter(Boolean),
    lines: lines.map(({ unitPrice: unitPriceMicro, ...line }) => ({ ...line, unitPriceMicro })),
  };
  return { byHand: true, facts: [{ kind: "order" as const, order }] };
}

/** A refund as staff typed it; without an order it is the customer's. Throws VALIDATION with all that is wrong. */
export function refundByHand(raw: unknown, store: Store, now: Date) {
  const { refundId, orderId, amount, ...form } = parseInput(refundForm(store, now), raw);
  const refund = {
    ...form,
    externalId: refundId,
    orderExternalId: orderId || null,
    amountMinor: amount,
  };
  return { byHand: true, facts: [{ kind: "refund" as const, refund }] };
}
