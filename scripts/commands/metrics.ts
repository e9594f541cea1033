import type { Command } from "commander";
import { DomainError } from "@/lib/domain/errors";
import { getMetric, type Metric } from "@/lib/features/analytics";
import { read } from "@/lib/platform/query";
import { usageProblem, withMerchant } from "../lib/merchant-context";

type Options = { merchant: string; from: string; to: string; by?: string; param: string[]; json?: boolean };

/** `["days=30"]` → `{ days: "30" }` */
function paramsOf(pairs: string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const [name = "", ...value] = pair.split("=");
      return [name, value.join("=")];
    }),
  );
}

function describeAnswer({
  value,
  numerator,
  denominator,
  n,
  reason,
}: Omit<Metric, "series" | "kpi">): string {
  if (value === null) return `unknown${reason ? ` (${reason})` : ""}`;
  return `${value}  (${numerator} / ${denominator}, n = ${n})`;
}

function print(metric: Metric): void {
  console.log(`${metric.kpi}, ${metric.from} to ${metric.to}, ${metric.currency ?? metric.unit}`);
  if (metric.rows) console.table(metric.rows);
  else console.log(describeAnswer(metric));
  for (const [name, detail] of Object.entries(metric.details ?? {}))
    console.log(`  ${name}: ${detail ?? "unknown"}`);
  for (const point of metric.series ?? []) {
    const answer = point.rows ? JSON.stringify(point.rows) : describeAnswer({ ...metric, ...point });
    console.log(`  ${point.from}  ${answer}`);
  }
}

/** `regulars metrics KPI`: one figure, the same that the dashboard shows. */
export function addMetrics(program: Command) {
  const command = program
    .command("metrics <kpi>")
    .description("one figure between two local dates, the last one excluded")
    .requiredOption("--merchant <slug>")
    .requiredOption("--from <date>", "first day, YYYY-MM-DD")
    .requiredOption("--to <date>", "the day after the last")
    .option("--by <period>", "also each month")
    .option("--param <name=value>", "a parameter of the figure", (pair, all: string[]) => [...all, pair], [])
    .option("--json", "print one JSON value");
  command.action(async (kpi: string, { merchant, param, json, ...window }: Options) => {
    try {
      const input = { kpi, ...window, params: paramsOf(param) };
      const metric = await withMerchant(merchant, (ctx) => read(ctx, getMetric, input));
      if (json) console.log(JSON.stringify(metric));
      else print(metric);
    } catch (error) {
      if (error instanceof DomainError && error.code === "VALIDATION") command.error(usageProblem(error));
      throw error;
    }
  });
}
