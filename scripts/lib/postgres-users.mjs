// Who uses an embedded server: one file per process in <home>/users. A server nobody alive uses is stopped by its keeper.

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** The command line of a process; empty when there is none, or when it is dead and only waits to be collected. */
export function commandOf(pid) {
  if (existsSync("/proc/self/cmdline")) {
    const file = `/proc/${pid}/cmdline`;
    return existsSync(file) ? readFileSync(file, "utf8") : "";
  }
  return spawnSync("ps", ["-p", String(pid), "-o", "command="], { encoding: "utf8" }).stdout ?? "";
}

export function isAlive(pid) {
  return commandOf(pid) !== "";
}

/** Reads postmaster.pid: `{ pid, port, ready }`, or null when there is none. */
export function readPostmaster(home) {
  const file = join(home, "cluster/postmaster.pid");
  if (!existsSync(file)) return null;
  const lines = readFileSync(file, "utf8").split("\n");
  return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.trim() === "ready" };
}

export function addUser(home) {
  mkdirSync(join(home, "users"), { recursive: true });
  writeFileSync(join(home, "users", String(process.pid)), "");
}

export function removeUser(home) {
  rmSync(join(home, "users", String(process.pid)), { force: true });
}

export function hasUsers(home) {
  const folder = join(home, "users");
  if (!existsSync(folder)) return false;
  for (const pid of readdirSync(folder)) {
    if (isAlive(Number(pid))) return true;
    rmSync(join(folder, pid), { force: true });
  }
  return false;
}

/** Runs `work` while no other process starts or stops the server of this home; a dead holder's lock is taken over. */
export async function withLock(home, work) {
  const lock = join(home, "start.lock");
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: "wx" });
      break;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
      const holder = Number(existsSync(lock) ? readFileSync(lock, "utf8") : 0);
      if (holder > 0 && !isAlive(holder)) rmSync(lock, { force: true });
      else await sleep(100);
    }
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

/** Stops the server of this home unless a living process uses it. True when none runs afterwards. */
export function stopIfUnused(home) {
  return withLock(home, async () => {
    if (hasUsers(home)) return false;
    const server = readPostmaster(home);
    if (server && commandOf(server.pid).includes("postgres")) {
      process.kill(server.pid, "SIGINT"); // PostgreSQL's "fast" shutdown: roll back, checkpoint, leave.
      while (readPostmaster(home)?.pid === server.pid && isAlive(server.pid)) await sleep(50);
    }
    return true;
  });
}
