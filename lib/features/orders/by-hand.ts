import { z } from "zod";
import { currencyExponent, formatAmount, parseAmount, parseDecimal, roundDecimal } from "@/lib/domain/money";
import { parseInstant } from "@/lib/domain/time";
import { parseInput } from "@/lib/platform/input";

/** What decides how the figures of a form are read. */
type Store = { currency: string; timezone: string };

const text = z.string().trim().max(200, "too_long");
const required = text.min(1, "required");
const MICRO_DECIMALS = 6;

/** The largest amount that a person can type, 9,999,999.99 of two decimals: what is above it is a slip. Files have a larger bound of their own. */
const MAX_MINOR = 999_999_999n;

/** The largest amount as the fault of a field, in major units. */
const aboveMax = (currency: string) => `too_large:${formatAmount(MAX_MINOR, currency)}`;

/** The fault of what is no number with at most so many decimals. */
const decimalsOf = (decimals: number) => (decimals === 0 ? "whole_number" : `decimals:${decimals}`);

/** Major units as typed ("12.34") to minor units, exactly. */
const money = (store: Store) =>
  required.transform((value, ctx) => {
    const read = parseAmount(value, store.currency);
    if (read.ok && read.minor >= 0n && read.minor <= MAX_MINOR) return read.minor;
    const outside = read.ok && (read.minor < 0n ? "not_negative" : aboveMax(store.currency));
    ctx.addIssue({ code: "custom", message: outside || decimalsOf(currencyExponent(store.currency)) });
    return z.NEVER;
  });

/** A price may be finer than a minor unit; it is kept in millionths. */
const unitPrice = ({ currency }: Store) =>
  required.transform((value, ctx) => {
    const read = parseDecimal(value);
    const max = parseDecimal(formatAmount(MAX_MINOR, currency));
    const micro = read && read.scale <= MICRO_DECIMALS ? roundDecimal(read, MICRO_DECIMALS, "floor") : null;
    if (micro !== null && micro >= 0n && max && micro <= roundDecimal(max, MICRO_DECIMALS, "floor"))
      return micro;
    const outside = micro !== null && (micro < 0n ? "not_negative" : aboveMax(currency));
    ctx.addIssue({ code: "custom", message: outside || decimalsOf(MICRO_DECIMALS) });
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
          unitPrice: unitPrice(store),
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
