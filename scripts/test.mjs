// `npm test`: everything that must hold, from a fresh clone. Plain Node 20. One stage that fails does not hide the next.
// `--deep` lets the property tests run longer.

import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ensureChromium } from "./lib/chromium.mjs";
import { ensureBuilt, ensureInstalled } from "./lib/prepare.mjs";
import { handleSignals, Interrupted, runLogged, start, step } from "./lib/processes.mjs";
import { dataDir, main, projectNode, root, toolEnv } from "./lib/project.mjs";

const reports = join(dataDir(), "test");
const total = { passed: 0, failed: 0, skipped: 0 };
const failures = [];

/** Tests bring their own databases: what the shell names for the product is not for them. */
function testEnv(extra = {}) {
  const env = toolEnv({ ...extra, ...(process.argv.includes("--deep") && { REGULARS_DEEP: "1" }) });
  for (const name of ["DATABASE_URL", "DATABASE_OWNER_URL", "APP_URL", "APP_SECRET", "SMTP_URL", "PORT"])
    delete env[name];
  return env;
}

const bin = (tool) => join(root, "node_modules/.bin", tool);

function count({ passed, failed, skipped }, title) {
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
  if (failed > 0) failures.push(`${title}: ${failed} failed`);
}

/** A stage without tests of its own counts as one. Its output shows only when it fails. */
async function check(title, work) {
  try {
    await step(title, work);
    count({ passed: 1, failed: 0, skipped: 0 }, title);
  } catch (error) {
    if (error instanceof Interrupted) throw error;
    console.error(error.message);
    count({ passed: 0, failed: 1, skipped: 0 }, title);
  }
}

/** Runs a command for `check`. */
function quietly(name, program, args) {
  return runLogged(program, args, { env: testEnv(), logFile: join(reports, `${name}.log`) });
}

/** A runner that counts tests. What it reports adds up; ending badly without a failed test is one failure more. */
async function suite(title, tool, args, { env, report, readCounts }) {
  console.log(`\n${title}`);
  rmSync(report, { force: true });
  const code = await start(bin(tool), args, { env }).done;
  const none = { passed: 0, failed: 0, skipped: 0 };
  const counts = existsSync(report) ? readCounts(JSON.parse(readFileSync(report, "utf8"))) : none;
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  count(counts, title);
}

async function staticChecks() {
  await check("Format and lint", () => quietly("biome", bin("biome"), ["check", "."]));
  await check("Types", async () => {
    await quietly("typegen", bin("next"), ["typegen"]);
    await quietly("types", bin("tsc"), ["--noEmit"]);
  });
  const folders = ["app", "components", "db", "lib", "e2e", "scripts"];
  await check("Import rules", () => quietly("imports", bin("depcruise"), folders));
  await check("Dead code", () => quietly("deadcode", bin("knip"), []));
  const drift = join(root, "scripts/lib/migration-drift.mjs");
  await check("Migrations match the schema", () => quietly("drift", projectNode(), [drift]));
}

function vitest() {
  const report = join(reports, "vitest.json");
  const args = ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const readCounts = (json) => ({
    passed: json.numPassedTests,
    failed: json.numFailedTests,
    skipped: json.numPendingTests + json.numTodoTests,
  });
  return suite("Unit, property and integration tests", "vitest", args, {
    env: testEnv(),
    report,
    readCounts,
  });
}

async function browserTests() {
  const chromium = await ensureChromium();
  const report = join(reports, "playwright.json");
  const env = testEnv({ CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: report });
  const readCounts = ({ stats }) => ({
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
  });
  await suite("Browser tests", "playwright", ["test", "--reporter=list,json"], { env, report, readCounts });
}

await main(async () => {
  handleSignals();
  mkdirSync(reports, { recursive: true });
  await ensureInstalled();
  await staticChecks();
  await vitest();
  await check("Build", () => ensureBuilt());
  if (failures.includes("Build: 1 failed")) failures.push("Browser tests: not run, for there is no build");
  else
    await browserTests().catch((error) => {
      if (error instanceof Interrupted) throw error;
      console.error(error.message);
      count({ passed: 0, failed: 1, skipped: 0 }, "Browser tests");
    });
  console.log(
    failures.length > 0 ? `\nFailed:\n${failures.map((line) => `  ${line}`).join("\n")}` : "\nAll is well.",
  );
  console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  return total.failed > 0 ? 1 : 0;
});
