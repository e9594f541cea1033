import { z } from "zod";
import type { KpiKey } from "@/lib/domain/kpi";
import { addDays, type DateRange, daysBetween } from "@/lib/domain/time";
import { defineQuery } from "@/lib/platform/query";
import { computeMetric, type Metric } from "../metrics";
import { localDate } from "../schema";
import { loadScope } from "./load-scope";

const kpis: KpiKey[] = ["orders", "net_revenue", "aov", "new_members", "redemption_rate"];

/** A window is at most four weeks and, so that weekdays weigh the same on both sides, whole weeks. */
const MAX_WEEKS = 4;

export type BeforeAfter = {
  before: DateRange;
  after: DateRange;
  figures: { before: Metric; after: Metric }[];
};

/**
 * The figures of the weeks before a local date and of as many from that date on, up to `until` or today, neither included; null until there is
 * a whole week.
 */
export const getBeforeAfter = defineQuery({
  name: "figures.before_after",
  permission: "figures.read",
  input: z.strictObject({ on: localDate, until: localDate.nullable() }),
  async run({ db, ctx, input: { on, until } }): Promise<BeforeAfter | null> {
    const scope = await loadScope(db, ctx);
    const end = until !== null && until < scope.today ? until : scope.today;
    const weeks = Math.min(MAX_WEEKS, Math.floor(daysBetween(on, end) / 7));
    if (weeks < 1) return null;
    const before = { from: addDays(on, -7 * weeks), to: on };
    const after = { from: on, to: addDays(on, 7 * weeks) };
    const figureOf = (kpi: KpiKey, window: DateRange) => computeMetric(scope, { kpi, ...window, params: {} });
    const figures = await Promise.all(
      kpis.map(async (kpi) => ({ before: await figureOf(kpi, before), after: await figureOf(kpi, after) })),
    );
    return { before, after, figures };
  },
});
