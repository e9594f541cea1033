// Where things are, and the environment that the project's own tools run in. Plain Node 20, no dependencies.

import { existsSync } from "node:fs";
import { delimiter, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

/** Variables of `.env` count where the environment does not set them. */
export function loadEnvFile() {
  const file = join(root, ".env");
  if (existsSync(file)) process.loadEnvFile(file);
}

/** Folder of the embedded database and of the launchers' notes. */
export function dataDir() {
  return resolve(process.env.REGULARS_DATA_DIR || join(root, ".data"));
}

/** The project's own Node (npm package `node`): today's tools need a newer one than the launchers do. */
export function projectNode() {
  const own = join(root, "node_modules/node/bin/node");
  return existsSync(own) ? own : process.execPath;
}

/** Environment in which `node` and all tools are the project's own. */
export function toolEnv(extra = {}) {
  const path = [join(root, "node_modules/.bin"), process.env.PATH].join(delimiter);
  return { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...extra, PATH: path };
}

/** Arguments for `projectNode()` to run the command line, written in TypeScript. */
export const cliArguments = [
  "--import",
  join(root, "node_modules/tsx/dist/esm/index.mjs"),
  join(root, "scripts/cli.ts"),
];

/** tsx looks for the `@/` alias in the working directory unless told where. */
export const cliEnv = { TSX_TSCONFIG_PATH: join(root, "tsconfig.json") };

/** Ends a launcher with one clear message instead of a stack. */
export async function main(work) {
  try {
    process.exitCode = (await work()) ?? 0;
  } catch (error) {
    console.error(`\n${process.env.REGULARS_TRACE ? error.stack : error.message}`);
    process.exitCode = 1;
  }
}
