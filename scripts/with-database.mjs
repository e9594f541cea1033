// `node scripts/with-database.mjs next dev`: runs a tool of the project on DATABASE_URL or else the embedded database,
// migrated.

import { join } from "node:path";
import { openDatabase } from "./lib/database.mjs";
import { ensureInstalled } from "./lib/prepare.mjs";
import { handleSignals, Interrupted, start } from "./lib/processes.mjs";
import { cliArguments, cliEnv, loadEnvFile, main, projectNode, root, toolEnv } from "./lib/project.mjs";

await main(async () => {
  const [tool, ...args] = process.argv.slice(2);
  if (!tool) throw new Error("Usage: node scripts/with-database.mjs TOOL [ARGUMENT …]");
  loadEnvFile();
  handleSignals();
  await ensureInstalled();
  const database = await openDatabase((message) => console.error(message));
  try {
    const env = toolEnv({ ...cliEnv, ...database.env });
    const migrated = await start(projectNode(), [...cliArguments, "migrate"], { env }).done;
    if (migrated !== 0) return migrated;
    return await start(join(root, "node_modules/.bin", tool), args, { env }).done;
  } catch (error) {
    if (error instanceof Interrupted) return 130;
    throw error;
  } finally {
    await database.stop();
  }
});
