import type { Unit } from "@/lib/domain/kpi";
import { currencyExponent } from "@/lib/domain/money";
import { chartRows, type Series } from "./series";

const factors = [1, 2, 2.5, 5];
const INTERVALS = 4;

/**
 * Ticks from at most `low` to at least `high`, about four steps of 1, 2, 2.5 or 5 × 10ⁿ apart. `smallest`, a power of
 * ten, is what no step goes below and every step is a multiple of: 1 for things that are counted.
 */
export function niceTicks(low: number, high: number, smallest: number): number[] {
  const least = Math.max((high - low) / INTERVALS, smallest);
  const power = 10 ** Math.floor(Math.log10(least));
  const fits = (step: number) => step >= least && Number.isInteger(exact(step / smallest));
  const step = factors.map((factor) => exact(factor * power)).find(fits) ?? 10 * power;
  const first = Math.floor(exact(low / step));
  const last = Math.max(Math.ceil(exact(high / step)), first + 1);
  return Array.from({ length: last - first + 1 }, (_, i) => exact((first + i) * step));
}

/** Without what binary fractions leave behind: 0.1 × 3 is 0.3. */
function exact(value: number): number {
  return Number(value.toPrecision(12));
}

/** The smallest step of an axis: one thing, one major unit of money, one per cent. */
export function smallestStep(unit: Unit, currency: string): number {
  if (unit === "money") return 10 ** currencyExponent(currency);
  if (unit === "share") return 0.01;
  return unit === "ratio" ? 0.1 : 1;
}

/** The lowest and highest point of a drawing; bars begin at 0, and `stacked` ones add up but for comparisons. */
export function valueRange(
  series: readonly Series[],
  { kind, stacked }: { kind: "line" | "bar"; stacked: boolean },
): [number, number] {
  const ends = chartRows(series).flatMap(({ values }) => {
    const known = series.flatMap(({ key, comparisonOf }) => {
      const value = values[key];
      return value == null ? [] : [{ value, alone: !stacked || comparisonOf !== undefined }];
    });
    const sum = (sign: number) =>
      known.reduce((total, { value, alone }) => (alone || value * sign < 0 ? total : total + value), 0);
    const alone = known.filter((one) => one.alone).map(({ value }) => value);
    return stacked ? [...alone, sum(1), sum(-1)] : alone;
  });
  if (kind === "bar" || ends.length === 0) ends.push(0);
  return [Math.min(...ends), Math.max(...ends)];
}
