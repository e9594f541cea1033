import { definitions, type Unit } from "@/lib/domain/kpi";
import { type DateRange, splitByMonth, splitLike } from "@/lib/domain/time";
import { type Facts, readFacts } from "./facts";
import type { Scope } from "./facts/scope";
import { type AnyFigure, type FigureKpi, figuresOf } from "./figures";
import type { MetricParams, PageWindow } from "./schema";

/** One KPI as a page shows it: in the window and in the window it is compared with, and in the months of both. */
export type KpiReport = {
  kpi: FigureKpi;
  unit: Unit;
  current: AnyFigure;
  previous: AnyFigure | null;
  months: AnyFigure[];
  previousMonths: AnyFigure[];
};

/** Some KPIs of one window. Each report's lists of months go along `months` and `comparedMonths`. */
export type Report<K extends FigureKpi> = {
  range: DateRange;
  compared: DateRange | null;
  months: DateRange[];
  /** The compared window in pieces that stand for the `months` one by one; none without a comparison. */
  comparedMonths: DateRange[];
  figures: Record<K, KpiReport>;
};

/** The facts of a page: of its window and of the window it is compared with, if any, and of the months of both. */
export type PageFacts = { page: PageWindow; months: DateRange[]; comparedMonths: DateRange[]; facts: Facts };

/**
 * Prepares the facts of a page, by month unless told not to; nothing is read before a figure asks for it. A page that
 * also shows yearly engagement says with which months' years (`comparedYears`) the yearly one is compared.
 */
export function readPageFacts(
  scope: Scope,
  page: PageWindow,
  { byMonth = true, comparedYears }: { byMonth?: boolean; comparedYears?: DateRange[] } = {},
): PageFacts {
  const months = byMonth ? splitByMonth(page) : [];
  const comparedMonths = page.compared ? splitLike(months, page.compared) : [];
  const compared = page.compared ? [page.compared] : [];
  const windows = [{ from: page.from, to: page.to }, ...months, ...compared];
  const years = comparedYears && [...windows, ...comparedYears];
  return { page, months, comparedMonths, facts: readFacts(scope, [...windows, ...comparedMonths], years) };
}

/** One list per window of the facts, taken apart into the page's window, the compared one, and the months of both. */
export function partsOf<T>({ page, months }: PageFacts, perWindow: T[]) {
  const [current, ...rest] = perWindow;
  if (current === undefined) throw new Error("facts without a window");
  return {
    current,
    months: rest.slice(0, months.length),
    previous: page.compared ? (rest[months.length] ?? null) : null,
    previousMonths: rest.slice(months.length + 1),
  };
}

/** The KPIs in the windows of a page. */
export async function reportOf<K extends FigureKpi>(
  pageFacts: PageFacts,
  kpis: readonly K[],
  params: MetricParams = {},
): Promise<Report<K>> {
  const reports = await Promise.all(
    kpis.map(async (kpi): Promise<[K, KpiReport]> => {
      const figures = await figuresOf(pageFacts.facts, kpi, params);
      return [kpi, { kpi, unit: definitions[kpi].unit, ...partsOf(pageFacts, figures) }];
    }),
  );
  const { page, months, comparedMonths } = pageFacts;
  const figures = Object.fromEntries(reports) as Record<K, KpiReport>; // one entry per key of `kpis`
  return {
    range: { from: page.from, to: page.to },
    compared: page.compared,
    months,
    comparedMonths,
    figures,
  };
}
