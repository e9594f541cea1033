import { type Decimal, parseDecimal, roundDecimal } from "@/lib/domain/money/decimal";
import type { Rounding } from "@/lib/domain/money/rounding";

/** Whether this is the code of a currency that exists (ISO 4217, capitals). */
export function isCurrency(code: string): boolean {
  return Intl.supportedValuesOf("currency").includes(code);
}

const exponents = new Map<string, number>();

/** How many decimals the currency has: 2 for GBP, 0 for JPY, 3 for KWD. @throws RangeError for a malformed code */
export function currencyExponent(currency: string): number {
  const known = exponents.get(currency);
  if (known !== undefined) return known;
  const options = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions();
  const exponent = options.maximumFractionDigits ?? 2;
  exponents.set(currency, exponent);
  return exponent;
}

/** An exact number of major units as minor units, rounded once. */
export function toMinor(value: Decimal, currency: string, rounding: Rounding): bigint {
  return roundDecimal(value, currencyExponent(currency), rounding);
}

export type ParsedAmount = { ok: true; minor: bigint } | { ok: false; reason: AmountFault };
export type AmountFault = "not_a_number" | "too_many_decimals";

/**
 * Reads a decimal number of major units (`"12.34"`) as minor units, exactly.
 * Digits beyond the currency's decimals are a fault unless they are zeros or `excess` is `"round"` (half up).
 */
export function parseAmount(
  text: string,
  currency: string,
  excess: "reject" | "round" = "reject",
): ParsedAmount {
  const value = parseDecimal(text);
  if (!value) return { ok: false, reason: "not_a_number" };
  const minor = toMinor(value, currency, "round");
  const exact = minor === toMinor(value, currency, "floor") && minor === toMinor(value, currency, "ceil");
  return exact || excess === "round" ? { ok: true, minor } : { ok: false, reason: "too_many_decimals" };
}

/** Minor units as a plain decimal number of major units: `1234n` GBP → `"12.34"`, JPY → `"1234"`. */
export function formatAmount(minor: bigint, currency: string): string {
  const exponent = currencyExponent(currency);
  const sign = minor < 0n ? "-" : "";
  const digits = (minor < 0n ? -minor : minor).toString().padStart(exponent + 1, "0");
  if (exponent === 0) return sign + digits;
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}
