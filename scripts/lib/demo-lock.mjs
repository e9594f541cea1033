// One demo at a time in a data folder. What a killed start left running is ended before a new one begins.

import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { commandOf, isAlive } from "./postgres-users.mjs";
import { dataDir } from "./project.mjs";

const file = join(dataDir(), "demo.json");

function read() {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null; // No demo has run here.
  }
}

function write(note) {
  writeFileSync(`${file}.part`, JSON.stringify(note));
  renameSync(`${file}.part`, file);
}

/** When a process began, so that another one that later got its number is not taken for it. */
function startOf(pid) {
  const stat = `/proc/${pid}/stat`;
  return existsSync(stat) ? readFileSync(stat, "utf8").split(") ").pop().split(" ")[19] : "";
}

async function endLeftover({ pid, began }) {
  if (!isAlive(pid) || startOf(pid) !== began) return;
  console.log(`Ending what an interrupted start left running (process ${pid}).`);
  process.kill(-pid, "SIGKILL");
  while (isAlive(pid)) await sleep(50);
}

/** Whether a demo serves at this address; one that still installs, builds or loads does not. */
async function answers(address) {
  const signal = AbortSignal.timeout(2000);
  const response = await fetch(new URL("/healthz", address), { signal }).catch(() => null);
  return Boolean(response?.ok);
}

/**
 * Takes the data folder for this demo.
 * @returns {Promise<{ noteChild: (pid: number) => void, release: () => void }>}
 * @throws when another demo runs there, naming its process and address
 */
export async function takeDemoLock(address) {
  mkdirSync(dataDir(), { recursive: true });
  const other = read();
  if (other && commandOf(other.pid).includes("demo.mjs")) {
    const state = (await answers(other.address)) ? "already runs" : "is starting";
    throw new Error(
      `The demo ${state} (process ${other.pid}): ${other.address}\n` +
        "Stop it there with Ctrl-C, or start a second one on a folder of its own: " +
        "REGULARS_DATA_DIR=/some/folder PORT=3100 npm run demo",
    );
  }
  if (other?.child) await endLeftover(other.child);
  const note = { pid: process.pid, address };
  write(note);
  return {
    noteChild: (pid) => write({ ...note, child: { pid, began: startOf(pid) } }),
    release: () => rmSync(file, { force: true }),
  };
}
