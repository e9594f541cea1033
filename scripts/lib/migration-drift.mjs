// Fails when the tables in db/schema have changed without a migration: on a copy of the migrations, `drizzle-kit
// generate` must find nothing to do.

import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { projectNode, root, toolEnv } from "./project.mjs";

// Beside the real folder: drizzle-kit takes paths relative to the project only.
const copy = mkdtempSync(join(root, "db/.drift-"));
try {
  cpSync(join(root, "db/migrations"), copy, { recursive: true });
  const before = readdirSync(copy).length;
  const kit = join(root, "node_modules/drizzle-kit/bin.cjs");
  const args = [
    kit,
    "generate",
    "--dialect=postgresql",
    "--schema=./db/schema/index.ts",
    `--out=./${relative(root, copy)}`,
  ];
  const options = {
    cwd: root,
    env: toolEnv(),
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 120_000,
  };
  const { status, stdout, stderr } = spawnSync(projectNode(), args, options);
  if (status !== 0 || readdirSync(copy).length !== before) {
    console.error(
      `${stdout}${stderr}\nThe schema has changed without a migration. Run "npm run db:generate".`,
    );
    process.exitCode = 1;
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}
