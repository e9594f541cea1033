import { Command, CommanderError } from "commander";
import { addCustomers } from "./commands/customers";
import { addDoctor } from "./commands/doctor";
import { addImport } from "./commands/import";
import { addLedger } from "./commands/ledger";
import { addMerchant } from "./commands/merchant";
import { addMetrics } from "./commands/metrics";
import { addMigrate, migrate } from "./commands/migrate";
import { addProgram } from "./commands/program";
import { addRunDay } from "./commands/run-day";
import { addSeed } from "./commands/seed";
import { addSegment } from "./commands/segment";
import { explain } from "./lib/output";

const USAGE_ERROR = 2;

// The embedded database is ours alone, so no command on it waits for somebody to migrate it.
const program = new Command("regulars")
  .description("Loyalty platform for online stores")
  .exitOverride()
  .hook("preAction", async (_program, command) => {
    const leavesSchemaAlone = ["migrate", "doctor"].includes(command.name());
    if (process.env.REGULARS_EMBEDDED && !leavesSchemaAlone) await migrate();
  });

// Who reads the output may have seen enough, as `head` has: that is the end and no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
});

addMerchant(program);
addProgram(program);
addImport(program);
addRunDay(program);
addCustomers(program);
addLedger(program);
addMigrate(program);
addDoctor(program);
addMetrics(program);
addSeed(program);
addSegment(program);

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : USAGE_ERROR;
  } else {
    console.error(explain(error));
    process.exitCode = 1;
  }
}
