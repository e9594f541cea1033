import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addDecimal,
  currencyExponent,
  divide,
  formatAmount,
  isCurrency,
  mulDiv,
  multiplyDecimal,
  parseAmount,
  parseDecimal,
  type Rounding,
  toMinor,
} from "@/lib/domain/money";

const big = fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n });
const positive = fc.bigInt({ min: 1n, max: 10n ** 18n });

function decimal(text: string) {
  const value = parseDecimal(text);
  if (!value) throw new Error(`not a decimal: ${text}`);
  return value;
}

describe("rounding", () => {
  it.each<[bigint, bigint, Rounding, bigint]>([
    [7n, 2n, "floor", 3n],
    [7n, 2n, "ceil", 4n],
    [5n, 2n, "round", 3n],
    [-7n, 2n, "floor", -4n],
    [-7n, 2n, "ceil", -3n],
    [-5n, 2n, "round", -3n],
    [7n, -2n, "floor", -4n],
    [6n, 3n, "ceil", 2n],
  ])("divides %s by %s with %s into %s", (a, b, rounding, expected) => {
    expect(divide(a, b, rounding)).toBe(expected);
  });

  it("keeps floor ≤ exact ≤ ceil, at most 1 apart, and round within half a unit, for all signs", () => {
    fc.assert(
      fc.property(big, big, positive, (a, b, c) => {
        const exact = a * b;
        const [low, high, near] = [
          mulDiv(a, b, c, "floor"),
          mulDiv(a, b, c, "ceil"),
          mulDiv(a, b, c, "round"),
        ];
        const off = exact - near * c;
        return low * c <= exact && exact <= high * c && high - low <= 1n && 2n * (off < 0n ? -off : off) <= c;
      }),
    );
  });

  it("rounds a refund as the mirror of its order", () => {
    fc.assert(fc.property(big, positive, (a, b) => divide(-a, b, "round") === -divide(a, b, "round")));
  });

  it("refuses to divide by zero", () => {
    expect(() => mulDiv(1n, 1n, 0n, "floor")).toThrow(RangeError);
  });
});

describe("amounts", () => {
  it("knows how many decimals a currency has", () => {
    expect([currencyExponent("GBP"), currencyExponent("JPY"), currencyExponent("KWD")]).toEqual([2, 0, 3]);
  });

  it("knows which currency codes exist", () => {
    expect([isCurrency("GBP"), isCurrency("gbp"), isCurrency("XQQ")]).toEqual([true, false, false]);
  });

  it("reads decimals exactly, beyond what a float can hold", () => {
    expect(parseAmount("90071992547409.93", "GBP")).toEqual({ ok: true, minor: 9007199254740993n });
    expect(parseAmount("-0.07", "GBP")).toEqual({ ok: true, minor: -7n });
    expect(parseAmount(".5", "GBP")).toEqual({ ok: true, minor: 50n });
    expect(parseAmount("1200", "JPY")).toEqual({ ok: true, minor: 1200n });
  });

  it("rejects more decimals than the currency has, but not zeros", () => {
    expect(parseAmount("1.005", "GBP")).toEqual({ ok: false, reason: "too_many_decimals" });
    expect(parseAmount("1.5", "JPY")).toEqual({ ok: false, reason: "too_many_decimals" });
    expect(parseAmount("1.500", "GBP")).toEqual({ ok: true, minor: 150n });
  });

  it("rounds half up when told to", () => {
    expect(parseAmount("1.005", "GBP", "round")).toEqual({ ok: true, minor: 101n });
    expect(parseAmount("1.0049", "GBP", "round")).toEqual({ ok: true, minor: 100n });
  });

  it.each(["", ".", "-", "1,000.00", "1e3", "£5", "0x1f", "1.2.3", "NaN"])(
    "does not take %j for a number",
    (text) => {
      expect(parseAmount(text, "GBP")).toEqual({ ok: false, reason: "not_a_number" });
    },
  );

  it("reads back what it formats, in every currency", () => {
    fc.assert(
      fc.property(big, fc.constantFrom("GBP", "JPY", "KWD", "USD"), (minor, currency) => {
        const parsed = parseAmount(formatAmount(minor, currency), currency);
        return parsed.ok && parsed.minor === minor;
      }),
    );
  });

  it("formats amounts below one unit with their leading zero", () => {
    expect([formatAmount(5n, "GBP"), formatAmount(-5n, "GBP"), formatAmount(5n, "JPY")]).toEqual([
      "0.05",
      "-0.05",
      "5",
    ]);
  });
});

describe("decimals", () => {
  it("sums lines of sub-penny prices exactly and rounds once", () => {
    const line = multiplyDecimal(decimal("3"), decimal("0.001"));
    const total = addDecimal(addDecimal(line, line), decimal("1.009"));
    expect(toMinor(total, "GBP", "round")).toBe(102n);
  });

  it("adds and multiplies like whole numbers do", () => {
    const number = fc.record({
      units: fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }),
      scale: fc.nat({ max: 6 }),
    });
    const at12 = (value: { units: bigint; scale: number }) => value.units * 10n ** BigInt(12 - value.scale);
    fc.assert(
      fc.property(number, number, (a, b) => {
        const product = multiplyDecimal(a, b);
        return (
          at12(addDecimal(a, b)) === at12(a) + at12(b) && at12(product) * 10n ** 12n === at12(a) * at12(b)
        );
      }),
    );
  });
});
