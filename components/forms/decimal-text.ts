import { parseDecimal, roundDecimal } from "@/lib/domain/money";

/**
 * Reads what a person typed as whole units of `10^-scale`: spaces between thousands are ignored, a comma is a decimal
 * sign unless a point follows. Null where it is not a number or has more decimals than the scale.
 */
export function readUnits(text: string, scale: number): bigint | null {
  const compact = text.replaceAll(/[\s\u00a0\u202f']/g, "");
  const plain = compact.includes(".") ? compact.replaceAll(",", "") : compact.replace(",", ".");
  const decimal = parseDecimal(plain);
  if (!decimal) return null;
  const units = roundDecimal(decimal, scale, "floor");
  return units === roundDecimal(decimal, scale, "ceil") ? units : null;
}

/** Units as plain decimal text for an input: `1250` at scale 2 → `"12.50"`; percentages and points lose no digits. */
export function writeUnits(units: unknown, scale: number): string {
  if (typeof units !== "string" && typeof units !== "number" && typeof units !== "bigint") return "";
  const text = String(units);
  if (scale === 0 || !/^-?\d+$/.test(text)) return text;
  const digits = text.replace("-", "").padStart(scale + 1, "0");
  return `${text.startsWith("-") ? "-" : ""}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}
