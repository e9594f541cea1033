import { Argument, type Command, InvalidArgumentError, Option } from "commander";
import { DomainError } from "@/lib/domain/errors";
import { definitions } from "@/lib/domain/kpi";
import { formatAmount } from "@/lib/domain/money";
import { getMetric, type Metric } from "@/lib/features/analytics";
import { read } from "@/lib/platform/query";
import { usageProblem, withMerchant } from "../lib/merchant-context";

type Options = {
  merchant: string;
  from: string;
  to: string;
  by?: string;
  segment?: string;
  param: string[];
  json?: boolean;
};

const kpis = Object.entries(definitions);

/** The KPIs with their units and parameters, for `--help`. */
function listKpis(): string {
  const lines = kpis.map(([key, { unit, params }]) =>
    `  ${key.padEnd(22)}${unit.padEnd(8)}${params.map((name) => `--param ${name}=…`).join(" ")}`.trimEnd(),
  );
  return `\nKPIs and their units (docs/figures.md defines each):\n${lines.join("\n")}`;
}

function knownKpi(key: string): string {
  if (Object.hasOwn(definitions, key)) return key;
  throw new InvalidArgumentError(`Known are: ${kpis.map(([known]) => known).join(", ")}.`);
}

/** `["days=30"]` → `{ days: "30" }` */
function paramsOf(pairs: string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const [name = "", ...value] = pair.split("=");
      return [name, value.join("=")];
    }),
  );
}

type Answered = Omit<Metric, "series" | "kpi">;

function describeValue(value: number, { unit, currency }: Answered): string {
  if (currency) return `${formatAmount(BigInt(Math.round(value)), currency)} ${currency}`;
  return unit === "share" ? `${(value * 100).toFixed(2)}%` : String(value);
}

function describeAnswer(answer: Answered): string {
  const { value, numerator, denominator, n, reason, currency } = answer;
  if (value === null) return `unknown${reason ? ` (${reason})` : ""}`;
  const parts = `${numerator} / ${denominator}, n = ${n}${currency ? ", minor units" : ""}`;
  return `${describeValue(value, answer)}  (${parts})`;
}

function print(metric: Metric): void {
  const of = metric.segment ? `, segment ${metric.segment}` : "";
  console.log(`${metric.kpi}, ${metric.from} to ${metric.to}, ${metric.currency ?? metric.unit}${of}`);
  const hasMinorParts =
    metric.rows || (metric.details && ["clv", "referrals", "roi"].includes(definitions[metric.kpi].family));
  if (metric.rows) console.table(metric.rows);
  if (!metric.rows || metric.value !== null || metric.reason) console.log(describeAnswer(metric));
  if (hasMinorParts) console.log("  Money in these parts is in minor units.");
  for (const [name, detail] of Object.entries(metric.details ?? {}))
    console.log(`  ${name}: ${detail ?? "unknown"}`);
  if (metric.left_out) console.log("  Cost entries belong to no customer and are left out under a segment.");
  for (const point of metric.series ?? []) {
    const answer =
      point.rows && point.value === null
        ? JSON.stringify(point.rows)
        : describeAnswer({ ...metric, ...point });
    console.log(`  ${point.from}  ${answer}`);
  }
}

/** `regulars metrics KPI`: one figure, the same that the dashboard shows. */
export function addMetrics(program: Command) {
  const command = program
    .command("metrics")
    .description("one figure between two local dates, the last one excluded")
    .addArgument(new Argument("<kpi>", "key of the figure, see below").argParser(knownKpi))
    .requiredOption("--merchant <slug>")
    .requiredOption("--from <date>", "first day, YYYY-MM-DD")
    .requiredOption("--to <date>", "the day after the last")
    .addOption(new Option("--by <period>", "the figure of each month as well").choices(["month"]))
    .option("--segment <key>", "only customers whom this segment holds now")
    .option("--param <name=value>", "a parameter of the figure", (pair, all: string[]) => [...all, pair], [])
    .option("--json", "print one JSON value; money there is in minor units")
    .addHelpText("after", listKpis());
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
