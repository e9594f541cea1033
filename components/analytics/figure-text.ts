import type { Delta } from "@/components/ui/kpi-tile";
import type { KpiKey, Unit } from "@/lib/domain/kpi";
import { currencyExponent } from "@/lib/domain/money";
import { addDays, type DateRange } from "@/lib/domain/time";
import type { AnyFigure, KpiReport } from "@/lib/features/analytics/types";
import type { Format } from "@/lib/platform/i18n/format";

/** A value in its unit, or a dash where it is not known. */
export function valueText(format: Format, value: number | null | undefined, unit: Unit): string {
  return value === null || value === undefined ? "–" : format.figure(value, unit);
}

/** A KPI's value in its unit; ROI as a percentage, and the return as money for one unit of money (by `perOne`). */
export function kpiText(
  format: Format,
  { kpi, unit, current: { value } }: KpiReport,
  perOne: (amounts: { value: string; one: string }) => string,
): string {
  if (value === null) return "–";
  if (kpi === "roi_attributed") return format.percent(value, 0);
  if (kpi !== "return_per_cost") return format.figure(value, unit);
  const one = 10 ** currencyExponent(format.currency);
  return perOne({ value: format.figure(value * one, "money"), one: format.figure(one, "money") });
}

/** First and last day of a window, as people write it. */
export function rangeText(format: Format, range: DateRange): string {
  return format.dayRange(range.from, addDays(range.to, -1));
}

/** Where more is not better: fewer is, or neither. */
const goodDirections: Partial<Record<KpiKey, Delta["goodDirection"]>> = {
  churn_rate: "down",
  never_redeemed_rate: "down",
  program_cost: "none",
};

/**
 * How a figure changed against the window it is compared with: shares in percentage points (written by `points`),
 * scores by difference, everything else in percent. Undefined where one of both is unknown or nothing can be said.
 */
export function deltaOf(
  { kpi, unit, current, previous }: KpiReport,
  compared: DateRange | null,
  format: Format,
  points: (change: string) => string,
): Delta | undefined {
  if (!compared || current.value === null || previous === null || previous.value === null) return undefined;
  const change = changeText(current.value, previous.value, kpi, unit, format, points);
  if (change === null) return undefined;
  const difference = current.value - previous.value;
  return {
    direction: difference === 0 ? "flat" : difference > 0 ? "up" : "down",
    change,
    comparedWith: rangeText(format, compared),
    goodDirection: goodDirections[kpi] ?? "up",
  };
}

function changeText(
  now: number,
  before: number,
  kpi: KpiKey,
  unit: Unit,
  format: Format,
  points: (change: string) => string,
): string | null {
  if (unit === "share" || kpi === "roi_attributed") return points(format.signed((now - before) * 100));
  if (unit === "score") return format.signed(now - before);
  return before === 0 ? null : format.signedPercent((now - before) / Math.abs(before));
}

/** One of the further numbers that come with a figure. */
export function detailOf(figure: AnyFigure, name: string): number | null {
  return "details" in figure ? (figure.details[name] ?? null) : null;
}
