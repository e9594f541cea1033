import type { Command } from "commander";
import { isLocalDate } from "@/lib/domain/time";
import { runDay } from "@/lib/features/day";
import { withMerchant } from "../lib/merchant-context";
import { printJson } from "../lib/output";

type Options = { merchant: string; until: string; simulateClock?: boolean; json?: boolean };

/** `regulars run-day`: the work of each local midnight that has not been done yet; exit 1 if the books are wrong then. */
export function addRunDay(program: Command) {
  const command = program
    .command("run-day")
    .description("do the work of each local midnight not yet done, up to the start of a date")
    .requiredOption("--merchant <slug>")
    .requiredOption("--until <date>", "YYYY-MM-DD; its own midnight is the last one")
    .option("--simulate-clock", "allow a future date; refused in production")
    .option("--json", "print one JSON value");
  command.action(async ({ merchant, until, simulateClock, json }: Options) => {
    if (!isLocalDate(until)) command.error(`--until: "${until}" is not a date`);
    if (simulateClock && process.env.NODE_ENV === "production")
      throw new Error("--simulate-clock is not possible in production");
    const result = await withMerchant(merchant, (ctx) => runDay(ctx, { until, simulateClock }));
    printJson(result, json);
    if (result.broken.length === 0) return;
    console.error(`${result.broken.length} rows break an invariant of the ledger`);
    process.exitCode = 1;
  });
}
