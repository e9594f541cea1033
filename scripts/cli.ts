import { Command, CommanderError } from "commander";
import { addDoctor } from "./commands/doctor";
import { addMetrics } from "./commands/metrics";
import { addMigrate, migrate } from "./commands/migrate";

const USAGE_ERROR = 2;

// The embedded database is ours alone, so no command on it waits for somebody to migrate it.
const program = new Command("regulars")
  .description("Loyalty platform for online stores")
  .exitOverride()
  .hook("preAction", async (_program, command) => {
    const leavesSchemaAlone = ["migrate", "doctor"].includes(command.name());
    if (process.env.REGULARS_EMBEDDED && !leavesSchemaAlone) await migrate();
  });

addMigrate(program);
addDoctor(program);
addMetrics(program);

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : USAGE_ERROR;
  } else {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
