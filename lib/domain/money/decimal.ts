import { divide, type Rounding } from "@/lib/domain/money/rounding";

/** An exact decimal number: `units ÷ 10^scale`. For prices below a penny that are summed before they are rounded. */
export type Decimal = { units: bigint; scale: number };

/** Reads `12`, `-0.125`, `+3.` or `.5` exactly; null for anything else (no exponents, no thousands separators). */
export function parseDecimal(text: string): Decimal | null {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?$/.exec(text.trim());
  if (!match) return null;
  const [, sign, whole = "", fraction = ""] = match;
  if (whole + fraction === "") return null;
  const magnitude = BigInt(whole + fraction);
  return { units: sign === "-" ? -magnitude : magnitude, scale: fraction.length };
}

/** The exact sum. */
export function addDecimal(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { units: unitsAt(a, scale) + unitsAt(b, scale), scale };
}

/** The exact product. */
export function multiplyDecimal(a: Decimal, b: Decimal): Decimal {
  return { units: a.units * b.units, scale: a.scale + b.scale };
}

/** The number in units of `10^-scale`, rounded once. */
export function roundDecimal(value: Decimal, scale: number, rounding: Rounding): bigint {
  if (value.scale <= scale) return unitsAt(value, scale);
  return divide(value.units, 10n ** BigInt(value.scale - scale), rounding);
}

/** `scale` must not be below the number's own. */
function unitsAt(value: Decimal, scale: number): bigint {
  return value.units * 10n ** BigInt(scale - value.scale);
}
