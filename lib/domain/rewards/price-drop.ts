import { afterDiscounts } from "@/lib/domain/earning/basis";
import { takenOf } from "@/lib/domain/earning/claw-back";
import { creditOf } from "@/lib/domain/earning/credit";
import type { Award } from "@/lib/domain/earning/types";
import { newId } from "@/lib/domain/id";
import type { Credit, Debit } from "@/lib/domain/ledger/posting";
import { isTakenBack } from "@/lib/domain/orders/book";
import { lineIdOf, lineIdsOf, linesForEarning } from "@/lib/domain/orders/judging";
import type { StoredOrder } from "@/lib/domain/orders/types";
import type { PriceDrop, ProgramVersion } from "@/lib/domain/program/schema";
import { localDateOf } from "@/lib/domain/time";
import { isPriceDrop, PRICE_DROP, priceDropOfLine } from "./price-drop-rule";

/** When a price fell, and to what, in minor units. */
export type FallenPrice = { priceMinor: bigint; fellAt: Date };

export type DropOccasion = {
  rule: PriceDrop;
  version: Pick<ProgramVersion, "document" | "number">;
  /** What has fallen, by SKU. */
  prices: ReadonlyMap<string, FallenPrice>;
  at: Date;
  timezone: string;
  currency: string;
};

/** What was paid for all pieces of each line, after its own discount and its share of the order's. */
function paidByLine({ lines, discountMinor }: StoredOrder, currency: string): bigint[] {
  return afterDiscounts({
    lines: linesForEarning(lines ?? [], currency),
    discountMinor: discountMinor ?? 0n,
  });
}

type Fallen = { lineId: string; quantity: number; paid: bigint; price: bigint; due: bigint };

/** The lines whose price has fallen since the order, with what all their pieces cost more than they do now. */
function fallenLines(order: StoredOrder, { rule, prices, currency }: DropOccasion): Fallen[] {
  const paidFor = paidByLine(order, currency);
  return (order.lines ?? []).flatMap((line, position) => {
    const fallen = line.sku === null ? undefined : prices.get(line.sku);
    if (!fallen || fallen.fellAt <= order.placedAt || line.quantity <= 0) return [];
    const paid = paidFor[position] ?? 0n;
    const pieces = BigInt(line.quantity);
    const due = paid - pieces * fallen.priceMinor;
    if (due <= 0n || due < pieces * BigInt(rule.minDropMinor)) return [];
    const lineId = lineIdOf(line, position);
    return [{ lineId, quantity: line.quantity, paid, price: fallen.priceMinor, due }];
  });
}

function awardOf(line: Fallen, units: bigint, on: string): Award {
  return {
    ruleKey: priceDropOfLine(line.lineId),
    asset: "credit",
    units,
    basisMinor: line.paid,
    rounding: "floor",
    lines: [{ lineId: line.lineId, quantity: line.quantity, basisMinor: line.paid, units }],
    activation: { type: "immediate" },
    trace: {
      rule: PRICE_DROP,
      facts: { basis: line.paid.toString(), tier: null, on },
      arithmetic: [{ step: "fixed", result: units.toString() }],
    },
  };
}

/** What refunds have already taken of what the line is paid now: given back again in the same call. */
function alreadyRefunded(
  order: StoredOrder,
  award: Award,
  credit: Credit,
  before: StoredOrder["awards"],
): Debit[] {
  const units = before.reduce((sum, one) => sum + one.units, award.units);
  const refunded = { ...order, whole: false, lineIds: lineIdsOf(order) };
  const taken = takenOf({ ...award, units, byLine: false }, refunded);
  const missing = taken - before.reduce((sum, one) => sum + one.clawedBack, 0n);
  const amount = missing < award.units ? missing : award.units;
  if (amount <= 0n) return [];
  const { customerId, asset, occurredAt, sourceType, sourceId } = credit;
  return [
    {
      ...{ customerId, asset, occurredAt, sourceType, sourceId, amount },
      op: "debit",
      code: "claw_back",
      account: "clawed_back",
      id: newId(),
      key: `${credit.key}:claw_back`,
      allowNegative: true,
      ownLotsOf: [credit.id],
      clawsBack: { awardTransactionId: credit.id },
    },
  ];
}

/**
 * Pays back, as store credit, what the lines of an order have become cheaper since: the difference times the pieces, less
 * what a line was paid for earlier falls, at most the program's maximum per order. The credits are awards of the order, so
 * that refunds take them back by their share. Nothing is paid twice: a fall that is paid leaves nothing due, and the keys
 * name order, line, price and what was paid before.
 */
export function priceDropPostings(order: StoredOrder, occasion: DropOccasion): (Credit | Debit)[] {
  const { rule, version, at, timezone } = occasion;
  const { customerId } = order;
  if (customerId === null || order.noAwards || isTakenBack(order)) return [];
  const on = localDateOf(at, timezone);
  let paidOfOrder = order.awards
    .filter(({ ruleKey }) => isPriceDrop(ruleKey))
    .reduce((sum, { units }) => sum + units, 0n);
  return fallenLines(order, occasion).flatMap((line) => {
    const before = order.awards.filter(({ ruleKey }) => ruleKey === priceDropOfLine(line.lineId));
    const paid = before.reduce((sum, { units }) => sum + units, 0n);
    const room = rule.maxMinor === null ? line.due : BigInt(rule.maxMinor) - paidOfOrder;
    const missing = line.due - paid;
    const units = missing < room ? missing : room;
    if (units <= 0n) return [];
    paidOfOrder += units;
    const award = awardOf(line, units, on);
    const credit = creditOf(award, {
      version,
      fact: { at, on },
      key: `order:${order.externalId}:${line.price}:${paid}`,
      orderId: order.id,
      customerId,
      sourceType: "order",
      sourceId: order.externalId,
    });
    return [credit, ...alreadyRefunded(order, award, credit, before)];
  });
}
