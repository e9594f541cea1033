import type { Ctx } from "@/lib/platform/ctx";
import { defineQuery, read } from "@/lib/platform/query";
import { computeMetric, type Metric } from "../metrics";
import { type MetricInput, metricInput } from "../schema";
import { loadScope } from "./load-scope";

/** One KPI in one window, as the command line and the API give it. */
export const getMetric = defineQuery({
  name: "figures.metric",
  permission: "figures.read",
  input: metricInput,
  run: async ({ db, ctx, input }) => computeMetric(await loadScope(db, ctx, input.segment), input),
});

/** {@link getMetric} as a call. Throws FORBIDDEN, or VALIDATION for an unknown KPI, date, window or parameter. */
export function metrics(ctx: Ctx, input: MetricInput): Promise<Metric> {
  return read(ctx, getMetric, input);
}
