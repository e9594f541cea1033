import {
  definitions,
  type FunnelRow,
  funnelRows,
  type KpiKey,
  type NewVsReturningRow,
  newVsReturning,
  type Unit,
} from "@/lib/domain/kpi";
import { type DateRange, splitByMonth } from "@/lib/domain/time";
import { readFacts } from "./facts";
import type { Scope } from "./facts/scope";
import { type AnyFigure, figuresOf } from "./figures";
import type { MetricParams } from "./schema";

/** What a KPI is in one window, in the shape that the command line and the API give. */
type Answer = {
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  n: number;
  reason?: string;
  details?: Record<string, number | null>;
  rows?: NewVsReturningRow[] | FunnelRow[];
};

/** Shares are 0…1, money is in minor units of `currency`, dates are local and `to` is exclusive. */
export type Metric = Answer &
  DateRange & {
    kpi: KpiKey;
    unit: Unit;
    currency?: string;
    definition_version: number;
    /** Only customers of this segment, as it is now. */
    segment?: string;
    /** What belongs to no customer and is therefore not in a segment's figure. */
    left_out?: "cost_entries";
    series?: (Answer & DateRange)[];
  };

type Request = DateRange & {
  kpi: KpiKey;
  by?: "month" | undefined;
  segment?: string | undefined;
  params: MetricParams;
};

/** KPIs that cost entries go into. */
const costKpis: readonly KpiKey[] = ["roi_attributed", "return_per_cost", "program_cost"];

/** One KPI in one window; `by` adds the same KPI in each month of it (the first and last may be parts of a month). */
export async function computeMetric(scope: Scope, request: Request): Promise<Metric> {
  const { kpi, from, to, by, segment, params } = request;
  const windows = [{ from, to }, ...(by ? splitByMonth({ from, to }) : [])];
  const [answer = nothing, ...series] = await answersOf(scope, kpi, windows, params);
  const { unit, version } = definitions[kpi];
  return {
    kpi,
    from,
    to,
    ...answer,
    unit,
    ...(unit === "money" ? { currency: scope.currency } : {}),
    definition_version: version,
    ...(segment ? { segment } : {}),
    ...(segment && costKpis.includes(kpi) ? { left_out: "cost_entries" } : {}),
    ...(by ? { series: series.map((point, i) => ({ ...(windows[i + 1] ?? { from, to }), ...point })) } : {}),
  };
}

const nothing: Answer = { value: null, numerator: null, denominator: null, n: 0 };

async function answersOf(
  scope: Scope,
  kpi: KpiKey,
  windows: DateRange[],
  params: MetricParams,
): Promise<Answer[]> {
  const facts = readFacts(scope, windows);
  if (kpi === "referrals") {
    const [figures, stages] = await Promise.all([figuresOf(facts, kpi, params), facts.referrals()]);
    return figures.map((figure, i) => ({
      ...withoutUnit(figure),
      rows: stages.slice(i, i + 1).flatMap(funnelRows),
    }));
  }
  if (kpi !== "new_vs_returning") return (await figuresOf(facts, kpi, params)).map(withoutUnit);
  return (await facts.newVsReturning()).map((groups) => ({
    ...nothing,
    n: groups.new.customers + groups.returning.customers,
    rows: newVsReturning(groups),
  }));
}

function withoutUnit({ unit: _, ...answer }: AnyFigure): Answer {
  return answer;
}
