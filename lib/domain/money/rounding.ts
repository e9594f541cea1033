/** How a quotient becomes a whole number. `round` is half up; see {@link divide} for negative numbers. */
export type Rounding = "floor" | "round" | "ceil";

/**
 * `numerator ÷ denominator` as a whole number, exactly.
 * floor goes towards −∞, ceil towards +∞, and round takes halves away from zero, so that
 * `round(−x) = −round(x)`: a refund is the mirror of its order.
 * @throws RangeError when the denominator is 0
 */
export function divide(numerator: bigint, denominator: bigint, rounding: Rounding): bigint {
  if (denominator < 0n) return divide(-numerator, -denominator, rounding);
  if (rounding === "round") {
    const magnitude = numerator < 0n ? -numerator : numerator;
    const rounded = (2n * magnitude + denominator) / (2n * denominator);
    return numerator < 0n ? -rounded : rounded;
  }
  const truncated = numerator / denominator;
  const remainder = numerator % denominator;
  if (rounding === "floor") return remainder < 0n ? truncated - 1n : truncated;
  return remainder > 0n ? truncated + 1n : truncated;
}

/** `a × b ÷ c`, multiplied exactly and rounded once. @throws RangeError when c is 0 */
export function mulDiv(a: bigint, b: bigint, c: bigint, rounding: Rounding): bigint {
  return divide(a * b, c, rounding);
}
