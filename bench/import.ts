// How long the import of the whole CDNOW sample takes, with awards. Run: REGULARS_TEST_DATA=… npm run bench

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cliArguments, cliEnv, projectNode, toolEnv } from "../scripts/lib/project.mjs";
import { runCli } from "../scripts/lib/serve.mjs";
import { startDatabase, timed } from "./server";

const data = process.env.REGULARS_TEST_DATA;
if (!data) {
  console.log("import of CDNOW: skipped, REGULARS_TEST_DATA names no folder");
  process.exit(0);
}
const program = {
  schema: 1,
  name: "CDNOW",
  currency: "USD",
  timezone: "America/New_York",
  locales: ["en"],
  earningRules: [
    {
      key: "purchase",
      trigger: "order.paid",
      effects: [{ type: "rate", asset: "points", units: 1, perMinor: 100 }],
    },
  ],
  tiers: null,
  rewards: [],
  expiry: { type: "none" },
};

const folder = mkdtempSync(join(tmpdir(), "regulars-bench-"));
const file = join(folder, "program.json");
writeFileSync(file, JSON.stringify(program));
const database = await startDatabase("http://localhost:3231");
const store = ["--merchant", "cdnow"];

/** `merchant create` reads the owner's password from standard input. */
function createStore(): void {
  const names = ["--slug", "cdnow", "--name", "CDNOW", "--currency", "USD", "--timezone", "America/New_York"];
  const owner = ["--owner", "owner@example.com", "--password-stdin"];
  const made = spawnSync(projectNode(), [...cliArguments, "merchant", "create", ...names, ...owner], {
    env: toolEnv({ ...cliEnv, ...database.env }),
    input: "a password for a bench",
  });
  if (made.status !== 0) throw new Error(String(made.stderr));
}

try {
  createStore();
  await runCli(
    ["program", "publish", ...store, "--file", file, "--at", "1996-12-31T00:00:00Z"],
    database.env,
  );
  await timed("CDNOW, 6,919 orders, awards", () =>
    runCli(["import", "orders", ...store, "--file", join(data, "cdnow_sample.csv")], database.env),
  );
} finally {
  await database.stop();
  rmSync(folder, { recursive: true });
}
