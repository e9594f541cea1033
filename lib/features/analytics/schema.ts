import { z } from "zod";
import { definitions, type KpiKey } from "@/lib/domain/kpi";
import { isLocalDate } from "@/lib/domain/time";

export const localDate = z.string().refine(isLocalDate, "date");

const days = z.coerce.number().int().min(1).max(3650);

/** What some KPIs may be asked with, beside their window. The command line gives texts, hence the coercions. */
export const metricParams = z.strictObject({
  /** second_order_rate: within how many days the second order must come */
  days: days.optional(),
  /** churn_rate: count the customers without an order in the last so many days instead */
  lapse_days: days.optional(),
  /** clv_simple: years, or "measured" for 1 ÷ yearly churn */
  lifespan: z.union([z.literal("measured"), z.coerce.number().positive().max(100)]).optional(),
  /** aer…: "year" for the 12 calendar months that end with the window's last month */
  period: z.enum(["window", "year"]).optional(),
});
export type MetricParams = z.infer<typeof metricParams>;

const kpiKeys = Object.keys(definitions).filter((key): key is KpiKey => Object.hasOwn(definitions, key));

const dates = { from: localDate, to: localDate };

function isForward({ from, to }: { from: string; to: string }): boolean {
  return from < to;
}

const forward = { path: ["to"], message: "to_not_after_from" };

/** Key of the segment that is looked at; left out for everyone, guests included. */
const segment = z.string().min(1).max(40).optional();

/** The local dates `[from, to)` of a page, those that it is compared with, and the segment it looks at. */
export const pageWindow = z
  .strictObject({
    ...dates,
    compared: z.strictObject(dates).refine(isForward, forward).nullable(),
    segment,
  })
  .refine(isForward, forward);
export type PageWindow = z.infer<typeof pageWindow>;

/** One KPI over the local dates `[from, to)`. */
export const metricInput = z
  .strictObject({
    kpi: z.enum(kpiKeys, "kpi_unknown"),
    ...dates,
    by: z.literal("month").optional(),
    segment,
    params: metricParams.default({}),
  })
  .refine(isForward, forward)
  .refine(({ kpi, params }) => Object.keys(params).every((name) => takes(kpi, name)), {
    path: ["params"],
    message: "param_unknown",
  });
export type MetricInput = z.input<typeof metricInput>;

function takes(kpi: KpiKey, name: string): boolean {
  const names: readonly string[] = definitions[kpi].params;
  return names.includes(name);
}
