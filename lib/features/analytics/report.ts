import { definitions, type Unit } from "@/lib/domain/kpi";
import { type DateRange, splitByMonth } from "@/lib/domain/time";
import { type Facts, readFacts } from "./facts";
import type { Scope } from "./facts/scope";
import { type AnyFigure, type FigureKpi, figuresOf } from "./figures";
import type { MetricParams, PageWindow } from "./schema";

/** One KPI as a page shows it: in the window, in the window it is compared with, and in each month of it. */
export type KpiReport = {
  kpi: FigureKpi;
  unit: Unit;
  current: AnyFigure;
  previous: AnyFigure | null;
  months: AnyFigure[];
};

/** Some KPIs of one window. Each report's list of months goes along `months`. */
export type Report<K extends FigureKpi> = {
  range: DateRange;
  compared: DateRange | null;
  months: DateRange[];
  figures: Record<K, KpiReport>;
};

/** The facts of a page: of its window, of each of its months, and of the window it is compared with, if any. */
export type PageFacts = { page: PageWindow; months: DateRange[]; facts: Facts };

/** Prepares the facts of a page, by month unless told not to; nothing is read before a figure asks for it. */
export function readPageFacts(scope: Scope, page: PageWindow, { byMonth = true } = {}): PageFacts {
  const months = byMonth ? splitByMonth(page) : [];
  const range = { from: page.from, to: page.to };
  return {
    page,
    months,
    facts: readFacts(scope, [range, ...months, ...(page.compared ? [page.compared] : [])]),
  };
}

/** One list per window of the facts, taken apart into the page's window, its months, and the compared window. */
export function partsOf<T>({ page, months }: PageFacts, perWindow: T[]) {
  const [current, ...rest] = perWindow;
  if (current === undefined) throw new Error("facts without a window");
  return {
    current,
    months: rest.slice(0, months.length),
    previous: page.compared ? (rest[months.length] ?? null) : null,
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
  const { from, to, compared } = pageFacts.page;
  const figures = Object.fromEntries(reports) as Record<K, KpiReport>; // one entry per key of `kpis`
  return { range: { from, to }, compared, months: pageFacts.months, figures };
}
