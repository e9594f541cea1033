// Child processes that never outlive their launcher unnoticed, and steps that show how long they take.

import { spawn } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { root } from "./project.mjs";

const children = new Set();
/** When the first signal came. */
let interrupted = 0;

function endChildren(signal) {
  for (const child of children) {
    try {
      process.kill(-child.pid, signal);
    } catch {
      // Gone already.
    }
  }
}

/** From here on Ctrl-C and kill end the children first, and `start` reports it. A later one does not wait. */
export function handleSignals() {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => {
      // npm passes a Ctrl-C on that we got from the terminal as well: the two count as one.
      const impatient = interrupted && Date.now() - interrupted > 1000;
      interrupted ||= Date.now();
      endChildren(impatient ? "SIGKILL" : "SIGTERM");
    });
  }
}

export class Interrupted extends Error {
  message = "Stopped.";
}

/**
 * Starts a program in a process group of its own, so that signals reach it by way of the launcher only.
 * @returns {{ pid: number, done: Promise<number> }} `done` gives the exit code, and throws Interrupted after Ctrl-C
 */
export function start(program, args, { env, cwd = root, stdio = "inherit" }) {
  if (interrupted) throw new Interrupted();
  const child = spawn(program, args, { cwd, env, stdio, detached: true });
  children.add(child);
  const done = new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      children.delete(child);
      if (interrupted) reject(new Interrupted());
      else resolve(code ?? 1);
    });
  });
  return { pid: child.pid, child, done };
}

function seconds(since) {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}

/**
 * Runs a step under a title with the time it takes: counting on a terminal, now and then a line elsewhere.
 * @param {{ showsProgress?: boolean }} [options] `showsProgress` leaves a terminal's line to the step itself
 */
export async function step(title, work, { showsProgress = false } = {}) {
  const began = Date.now();
  const terminal = process.stdout.isTTY && !showsProgress;
  const show = () =>
    process.stdout.write(terminal ? `\r${title} … ${seconds(began)} ` : `${title} … ${seconds(began)}\n`);
  process.stdout.write(terminal ? `${title} … ` : `${title} …\n`);
  const timer = setInterval(show, terminal ? 200 : 20_000);
  try {
    const result = await work();
    process.stdout.write(`${terminal ? "\r" : ""}${title}: ${seconds(began)}${terminal ? "     " : ""}\n`);
    return result;
  } finally {
    clearInterval(timer);
  }
}

/** Runs a program with its output in a log file; when it fails, the error shows the end of it. */
export async function runLogged(program, args, { env, logFile, onStart }) {
  mkdirSync(dirname(logFile), { recursive: true });
  const log = openSync(logFile, "w");
  const child = start(program, args, { env, stdio: ["ignore", log, log] });
  closeSync(log);
  onStart?.(child.pid);
  const code = await child.done;
  if (code === 0) return;
  const tail = existsSync(logFile)
    ? readFileSync(logFile, "utf8").trimEnd().split("\n").slice(-40).join("\n")
    : "";
  throw new Error(
    `${tail}\n\n"${[program, ...args].join(" ")}" failed (exit code ${code}). Its whole output: ${logFile}`,
  );
}
