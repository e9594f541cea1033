import type { Line, Shopper, Visit } from "@/db/seed/behaviour";
import { mulDiv } from "@/lib/domain/money";
import type { Reward } from "@/lib/domain/program/schema";
import { addDays, type LocalDate, midnightOf } from "@/lib/domain/time";

const MICRO_PER_MINOR = 10_000n;
const SHIPPING_MINOR = 395n;
const FREE_SHIPPING_FROM = 4_000n;

/** A code a shopper holds and brings to the next order. */
export type HeldCode = { code: string; reward: Reward };

/** Turns days of the history into instants of the shop. */
export class Calendar {
  constructor(
    readonly firstDay: LocalDate,
    readonly timezone: string,
  ) {}

  date(day: number): LocalDate {
    return addDays(this.firstDay, day);
  }

  at(day: number, second = 0): Date {
    return new Date(midnightOf(this.date(day), this.timezone).getTime() + second * 1000);
  }
}

function subtotalOf(lines: Line[]): bigint {
  return lines.reduce((sum, line) => sum + BigInt(line.product.priceMinor * line.quantity), 0n);
}

/** What a code takes off an order of this subtotal; null where the order is too small for it. */
function discountOf(held: HeldCode | undefined, subtotal: bigint): bigint | null {
  if (!held || subtotal < BigInt(held.reward.minOrderMinor)) return null;
  if (held.reward.kind === "amount_off") return BigInt(held.reward.valueMinor);
  if (held.reward.kind === "percent_off")
    return mulDiv(subtotal, BigInt(held.reward.percentBps), 10_000n, "round");
  return 0n;
}

/** An order as the shop would tell it, and whether it used the code it was brought. Subscribers pay no shipping. */
export function orderOf(calendar: Calendar, visit: Visit, shopper: Shopper | null, held?: HeldCode) {
  const subtotal = subtotalOf(visit.lines);
  const discount = discountOf(held, subtotal);
  const perk = mulDiv(subtotal, BigInt(visit.discountBps), 10_000n, "round");
  const free =
    subtotal >= FREE_SHIPPING_FROM ||
    visit.channel === "store" ||
    visit.discountBps > 0 ||
    held?.reward.kind === "free_shipping";
  const shipping = free ? 0n : SHIPPING_MINOR;
  const placedAt = calendar.at(visit.day, visit.second);
  return {
    usesCode: discount !== null,
    order: {
      externalId: visit.orderId,
      customerExternalId: shopper?.person.externalId ?? null,
      email: shopper?.person.email ?? null,
      channel: visit.channel,
      placedAt,
      shopUpdatedAt: placedAt,
      subtotalMinor: subtotal,
      discountMinor: (discount ?? 0n) + perk,
      shippingMinor: shipping,
      totalMinor: subtotal - (discount ?? 0n) - perk + shipping,
      rewardCodes: held && discount !== null ? [held.code] : [],
      lines: visit.lines.map(({ product, quantity }, i) => ({
        lineId: `${visit.orderId}-${i + 1}`,
        sku: product.sku,
        title: product.title,
        category: product.category,
        quantity,
        unitPriceMicro: BigInt(product.priceMinor) * MICRO_PER_MINOR,
      })),
    },
  };
}

type Order = ReturnType<typeof orderOf>["order"];

/** The same order, cancelled. */
export function cancelled(order: Order, at: Date) {
  return { ...order, status: "cancelled" as const, cancelledAt: at, shopUpdatedAt: at };
}

/** The refund of a visit; at least one minor unit. */
export function refundOf(order: Order, share: number, at: Date) {
  const part = mulDiv(order.totalMinor, BigInt(Math.round(share * 100)), 100n, "round");
  return {
    externalId: `${order.externalId}-R1`,
    orderExternalId: order.externalId,
    refundedAt: at,
    amountMinor: part > 0n ? part : 1n,
  };
}
