// Finds a Chromium for the browser tests, or installs one.

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { runLogged, step } from "./processes.mjs";
import { dataDir, projectNode, root, toolEnv } from "./project.mjs";

function onPath(names) {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return names
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .find((file) => existsSync(file));
}

function playwrightsOwn() {
  const script = 'console.log(require("playwright-core").chromium.executablePath())';
  const file = spawnSync(projectNode(), ["-e", script], { cwd: root, encoding: "utf8" }).stdout?.trim();
  return file && existsSync(file) ? file : undefined;
}

function find() {
  const named = process.env.CHROMIUM_PATH;
  return named || onPath(["chromium", "chromium-browser", "google-chrome"]) || playwrightsOwn();
}

/**
 * Path of a Chromium: CHROMIUM_PATH, the system's, or Playwright's own. Where there is none, root on Debian gets the
 * system's package, anybody else Playwright's download.
 * @throws when none can be had, saying what to do
 */
export async function ensureChromium() {
  const found = find();
  if (found) return found;
  const options = {
    env: { ...toolEnv(), DEBIAN_FRONTEND: "noninteractive" },
    logFile: join(dataDir(), "log/chromium.log"),
  };
  const debianRoot = process.getuid?.() === 0 && onPath(["apt-get"]);
  await step("Installing Chromium", async () => {
    if (!debianRoot)
      return runLogged(join(root, "node_modules/.bin/playwright"), ["install", "chromium"], options);
    await runLogged("apt-get", ["update"], options);
    await runLogged("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], options);
  }).catch((error) => {
    throw new Error(
      `${error.message}\nThe browser tests need Chromium: install it, or name one in CHROMIUM_PATH.`,
    );
  });
  return find() ?? "";
}
