// `npm start`: production. Says all that is missing in the environment at once, migrates under a lock, serves.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { handleSignals, Interrupted, start } from "./lib/processes.mjs";
import { cliArguments, cliEnv, loadEnvFile, main, projectNode, root, toolEnv } from "./lib/project.mjs";
import { requireFreePort, serve } from "./lib/serve.mjs";

await main(async () => {
  loadEnvFile();
  handleSignals();
  if (!existsSync(join(root, "node_modules/next")))
    throw new Error('The packages are not installed. Run "npm ci" first.');
  try {
    const env = toolEnv({ ...cliEnv, NODE_ENV: "production" });
    const migrated = await start(projectNode(), [...cliArguments, "migrate"], { env }).done;
    if (migrated !== 0) return migrated;
    if (!existsSync(join(root, ".next/BUILD_ID")))
      throw new Error('There is no build. Run "npm run build" first.');
    const port = Number(process.env.PORT || 3000);
    await requireFreePort(port);
    console.log(`Regulars listens on port ${port}, for ${process.env.APP_URL}`);
    return await serve(port, {}).done;
  } catch (error) {
    if (error instanceof Interrupted) return 0;
    throw error;
  }
});
