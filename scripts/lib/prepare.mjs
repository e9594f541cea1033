// What must be there before anything can run: the packages and the build. Each is made only when missing or out of date.

import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runLogged, step } from "./processes.mjs";
import { dataDir, projectNode, root, toolEnv } from "./project.mjs";

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), "utf8")).packages;
  } catch {
    return null; // Missing, or cut off in the middle.
  }
}

/** Whether node_modules is exactly what package-lock.json says, whole, and the driver's patch is in. */
function isInstalled() {
  const wanted = readPackages("package-lock.json");
  const present = readPackages("node_modules/.package-lock.json");
  if (!wanted || !present || !existsSync(join(root, "node_modules/node/bin/node"))) return false;
  const whole = Object.entries(wanted).every(([path, { version, integrity, optional, devOptional }]) => {
    if (path === "") return true;
    const found = present[path];
    if (!found) return Boolean(optional || devOptional);
    return (
      found.version === version &&
      found.integrity === integrity &&
      existsSync(join(root, path, "package.json"))
    );
  });
  return whole && isPatched();
}

/** Whether every line that our patches add stands in the file it belongs to. */
function isPatched() {
  return readdirSync(join(root, "patches")).every((patch) =>
    readFileSync(join(root, "patches", patch), "utf8")
      .split(/^diff --git .*$/m)
      .slice(1)
      .every((section) => {
        const file = readFileSync(join(root, section.match(/^\+\+\+ b\/(.+)$/m)[1]), "utf8");
        const added = section.match(/^\+(?!\+\+ ).*$/gm) ?? [];
        return added.every((line) => file.includes(line.slice(1)));
      }),
  );
}

/** `npm ci`, unless what it would make is there. `onStart` gets its process id. */
export async function ensureInstalled(onStart) {
  if (isInstalled()) return;
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const args = ["ci", "--no-audit", "--no-fund", "--include=dev"];
  const logFile = join(dataDir(), "log/install.log");
  await step("Installing packages", () => runLogged(npm, args, { env: process.env, logFile, onStart }));
}

const SOURCES = ["app", "components", "db", "emails", "i18n", "lib", "messages", "public"];

function* sourceFiles(folder) {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  )) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* sourceFiles(path);
    else if (!/\.test\.tsx?$/.test(entry.name)) yield path;
  }
}

/** A fingerprint of all that a build is made from. */
function sourcesHash() {
  const hash = createHash("sha256");
  const isConfig = (name) => /^(package-lock|tsconfig)\.json$|\.(ts|mts|mjs)$/.test(name);
  // next-env.d.ts is written by the build itself.
  const configs = readdirSync(root).filter((name) => isConfig(name) && name !== "next-env.d.ts");
  const files = [
    ...configs.sort().map((name) => join(root, name)),
    ...SOURCES.flatMap((name) => [...sourceFiles(join(root, name))]),
  ];
  for (const file of files) hash.update(`${file.slice(root.length)}\0`).update(readFileSync(file));
  return hash.digest("hex");
}

const stampFile = join(root, ".next/regulars-sources");

/** Whether `.next` holds a whole build of the sources as they are now. */
function isBuilt() {
  return existsSync(stampFile) && readFileSync(stampFile, "utf8") === sourcesHash();
}

/** `next build`, unless an up-to-date build is there. */
export async function ensureBuilt(onStart) {
  if (isBuilt()) return;
  const hash = sourcesHash();
  const args = [join(root, "node_modules/next/dist/bin/next"), "build"];
  const options = {
    env: toolEnv({ NODE_ENV: "production" }),
    logFile: join(dataDir(), "log/build.log"),
    onStart,
  };
  await step("Building", () => runLogged(projectNode(), args, options));
  writeFileSync(stampFile, hash);
}
