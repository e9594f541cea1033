import { allocate } from "@/lib/domain/money";
import type { Basis } from "@/lib/domain/program/schema";
import type { LineForEarning, OrderForEarning } from "./types";

/** A line with its part of the basis, in minor units. */
export type BasisLine = { lineId: string; quantity: number; basisMinor: bigint };

/** The money a rule works on; `lines` is null where that is the order as a whole. */
export type OrderBasis = { basisMinor: bigint; lines: BasisLine[] | null };

const sum = (amounts: readonly bigint[]) => amounts.reduce((all, amount) => all + amount, 0n);
const atLeast0 = (amount: bigint) => (amount > 0n ? amount : 0n);
const least = (a: bigint, b: bigint) => (a < b ? a : b);

/** Money of an order or line: goods without tax, tax, shipping. */
type Parts = { goods: bigint; tax: bigint; shipping: bigint };

const chosen = ({ tax, shipping }: Basis, parts: Parts) =>
  parts.goods + (tax ? parts.tax : 0n) + (shipping ? parts.shipping : 0n);

/** The parts less what was paid with points or store credit, which each bears in proportion. */
function lessPaid(parts: readonly Parts[], order: OrderForEarning): Parts[] {
  const amounts = parts.flatMap(({ goods, tax, shipping }) => [goods, tax, shipping]);
  const paid = least(order.paidWithPointsMinor + order.paidWithCreditMinor, sum(amounts));
  const shares = allocate(paid, amounts);
  const share = (i: number) => shares[i] ?? 0n;
  return parts.map(({ goods, tax, shipping }, i) => ({
    goods: goods - share(3 * i),
    tax: tax - share(3 * i + 1),
    shipping: shipping - share(3 * i + 2),
  }));
}

/** The order total less what was paid with points or store credit, with or without tax and shipping; never below 0. */
function wholeBasis(basis: Basis, order: OrderForEarning): bigint {
  const total = atLeast0(order.totalMinor);
  const shipping = least(order.shippingMinor, total);
  const tax = least(order.taxMinor, total - shipping);
  const parts = { goods: total - shipping - tax, tax, shipping };
  return sum(lessPaid([parts], order).map((left) => chosen(basis, left)));
}

/**
 * What each line comes to after its own discount and its share of the order's. A line below 0, as some shops tell a
 * discount, lessens the others.
 */
export function afterDiscounts({
  lines,
  discountMinor,
}: Pick<OrderForEarning, "lines" | "discountMinor">): bigint[] {
  const own = lines.map((line) => line.grossMinor - line.discountMinor);
  const positive = own.map(atLeast0);
  const discount = atLeast0(discountMinor) + sum(positive) - sum(own);
  const shares = allocate(least(discount, sum(positive)), positive);
  return positive.map((amount, i) => amount - (shares[i] ?? 0n));
}

/** The parts of each line. Tax that the prices of the lines do not hold yet is what the total has beyond them. */
function partsOfLines(basis: Basis, order: OrderForEarning): Parts[] {
  const after = afterDiscounts(order);
  const beyond = atLeast0(order.totalMinor - order.shippingMinor - sum(after));
  const onTop = allocate(least(beyond, order.taxMinor), after);
  const inPrices = allocate(least(atLeast0(order.taxMinor - beyond), sum(after)), after);
  const shipping = allocate(order.shippingMinor, after);
  const isBefore = basis.amount === "lines_before_discounts";
  const parts = order.lines.map((line, i) => {
    const amount = isBefore ? atLeast0(line.grossMinor) : (after[i] ?? 0n);
    const included = least(inPrices[i] ?? 0n, amount);
    return { goods: amount - included, tax: included + (onTop[i] ?? 0n), shipping: shipping[i] ?? 0n };
  });
  return isBefore ? parts : lessPaid(parts, order);
}

const isGiftCard = ({ category }: LineForEarning) => /^gift[ _-]?cards?$/i.test(category ?? "");

type Selection = Basis["only"];

const isNamed = (line: LineForEarning, { categories, collections, skus }: Selection) =>
  (line.category !== null && categories.includes(line.category)) ||
  (line.collection !== null && collections.includes(line.collection)) ||
  (line.sku !== null && skus.includes(line.sku));

const isEmpty = ({ categories, collections, skus }: Selection) =>
  categories.length + collections.length + skus.length === 0;

/** Whether a basis works on some lines only. */
export function selectsLines({ only, exclude }: Basis): boolean {
  return !isEmpty(only) || !isEmpty(exclude) || exclude.giftCards;
}

/** Whether a basis works on a line. */
export function holdsLine({ only, exclude }: Basis, line: LineForEarning): boolean {
  if (isNamed(line, exclude) || (exclude.giftCards && isGiftCard(line))) return false;
  return isEmpty(only) || isNamed(line, only);
}

/**
 * The money of an order that a rule works on. `byLine` asks for lines also where the basis is the order total. Null where lines
 * are to be selected and the shop told none; without lines every other basis is the order total.
 */
export function basisOf(basis: Basis, order: OrderForEarning, byLine: boolean): OrderBasis | null {
  const selects = selectsLines(basis);
  if (order.lines.length === 0) return selects ? null : { basisMinor: wholeBasis(basis, order), lines: null };
  if (basis.amount === "paid" && !selects && !byLine)
    return { basisMinor: wholeBasis(basis, order), lines: null };
  const parts = partsOfLines(basis, order);
  const lines = order.lines.flatMap((line, i) => {
    const part = parts[i];
    if (!part || !holdsLine(basis, line)) return [];
    return [{ lineId: line.lineId, quantity: line.quantity, basisMinor: chosen(basis, part) }];
  });
  return { basisMinor: sum(lines.map(({ basisMinor }) => basisMinor)), lines };
}
