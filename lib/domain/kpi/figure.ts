/** What a value is: a share of 0…1, a score, money in minor units, a count, days, or a ratio. */
export type Unit = "share" | "score" | "money" | "count" | "days" | "ratio";

/** Why a figure is not known. */
export type Reason =
  | "no_answers"
  | "no_orders"
  | "no_customers"
  | "no_earlier_customers"
  | "no_members"
  | "no_earned_units"
  | "no_margin"
  | "no_cost"
  | "no_churn"
  | "no_claims"
  | "empty_window";

/**
 * One figure. `value` is null, with a reason, when it is not known; an unknown figure is never 0.
 * `n` is how many people, orders or answers it rests on. Numerator and denominator are whole numbers (money in minor
 * units), the quotient is taken once and not rounded. The figures of this system stay below 2^53.
 */
export type Figure = {
  value: number | null;
  numerator: number;
  denominator: number;
  n: number;
  unit: Unit;
  reason?: Reason;
};

/** A figure that comes with further numbers of its own, such as an interval or its factors. */
export type FigureWith<Detail extends string> = Figure & { details: Record<Detail, number | null> };

type Parts = {
  numerator: number | bigint;
  denominator: number | bigint;
  n?: number;
  unit: Unit;
  reason: Reason;
};

/** `numerator ÷ denominator`, or unknown for this reason when nothing is there to divide by. `n` is the denominator unless given. */
export function quotient({ numerator, denominator, n, unit, reason }: Parts): Figure {
  const [top, bottom] = [Number(numerator), Number(denominator)];
  const base = { numerator: top, denominator: bottom, n: n ?? bottom, unit };
  return bottom === 0 ? { value: null, ...base, reason } : { value: top / bottom, ...base };
}

/** A plain count or sum: always known, and 0 when there is nothing. */
export function total(amount: number | bigint, unit: Unit, n = Number(amount)): Figure {
  return { value: Number(amount), numerator: Number(amount), denominator: 1, n, unit };
}

/** The same parts with no value, for a reason that the parts themselves do not show. */
export function unknown(figure: Figure, reason: Reason): Figure {
  return { ...figure, value: null, reason };
}
