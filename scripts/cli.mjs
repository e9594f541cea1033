#!/usr/bin/env node
// `regulars …`: runs scripts/cli.ts on the project's own Node, on DATABASE_URL or else the embedded database.

import { spawn } from "node:child_process";
import { openDatabase } from "./lib/database.mjs";
import { ensureInstalled } from "./lib/prepare.mjs";
import { cliArguments, cliEnv, loadEnvFile, main, projectNode, toolEnv } from "./lib/project.mjs";

// Ctrl-C reaches the command by itself; this process stays to let go of the database afterwards.
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => {});

await main(async () => {
  loadEnvFile();
  await ensureInstalled();
  const database = await openDatabase((message) => console.error(message));
  try {
    const env = toolEnv({ ...cliEnv, ...database.env });
    const command = spawn(projectNode(), [...cliArguments, ...process.argv.slice(2)], {
      env,
      stdio: "inherit",
    });
    return await new Promise((resolve, reject) =>
      command.on("error", reject).on("close", (code) => resolve(code ?? 1)),
    );
  } finally {
    await database.stop();
  }
});
