import type { Command } from "commander";
import { verifyLedger } from "@/lib/features/ledger";
import { read } from "@/lib/platform/query";
import { withMerchant } from "../lib/merchant-context";
import { printJson } from "../lib/output";

/** `regulars ledger verify`: every invariant of the ledger; exit 1 with the rows that break one. */
export function addLedger(program: Command) {
  program
    .command("ledger")
    .description("the points ledger")
    .command("verify")
    .description("check every invariant of the ledger")
    .requiredOption("--merchant <slug>")
    .option("--json", "print one JSON value")
    .action(async ({ merchant, json }: { merchant: string; json?: boolean }) => {
      const result = await withMerchant(merchant, (ctx) => read(ctx, verifyLedger, {}));
      printJson(result, json);
      if (result.broken.length > 0) {
        console.error(`${result.broken.length} rows break an invariant of the ledger`);
        process.exitCode = 1;
      }
    });
}
