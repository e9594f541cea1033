// Drives a load by `pgbench`, or, where that is missing, by the product's own driver.

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDatabase } from "@/db/client";

export const CLIENTS = 16;

/** How long a load runs. */
export type Span = { seconds: number } | { calls: number };

const program = process.env.PGBENCH || "pgbench";

/** Whether the yardstick is installed. */
export function hasPgbench(): boolean {
  return spawnSync(program, ["--version"]).status === 0;
}

function pgbench(url: string, args: string[]): string {
  const run = spawnSync(program, [...args, url], { encoding: "utf8" });
  if (run.status !== 0) throw new Error(`pgbench ${args.join(" ")}: ${run.stderr.slice(-2000)}`);
  return run.stdout;
}

function rateIn(report: string): number {
  const rate = /tps = ([\d.]+) \(without/.exec(report)?.[1];
  if (!rate) throw new Error(`pgbench told no rate: ${report}`);
  return Number(rate);
}

const clients = ["-c", String(CLIENTS), "-j", "2", "-M", "prepared"];

/** Makes the tables of TPC-B, 100,000 accounts for each unit of scale. */
export function fillTpcb(url: string, scale: number): void {
  pgbench(url, ["-i", "-q", "-I", "dtGvp", "-s", String(scale)]);
}

/** TPC-B transactions per second. */
export function tpcb(url: string, seconds: number): number {
  return rateIn(pgbench(url, [...clients, "-T", String(seconds)]));
}

/** Calls per second of one statement in which `:n` is the number of the call, counted from `from`. */
export function driveSql(url: string, statement: string, span: Span, from: number): number {
  const folder = mkdtempSync(join(tmpdir(), "regulars-pgbench-"));
  const file = join(folder, "load.sql");
  writeFileSync(file, `\\set n ${from} + :i * ${CLIENTS} + :client_id\n\\set i :i + 1\n${statement};\n`);
  const length = "calls" in span ? ["-t", String(span.calls / CLIENTS)] : ["-T", String(span.seconds)];
  try {
    return rateIn(pgbench(url, ["-n", ...clients, ...length, "-D", "i=0", "-f", file]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Calls per second of work done by this process, so many at a time. */
export async function drive(work: () => Promise<unknown>, span: Span): Promise<number> {
  const start = performance.now();
  const passed = () => (performance.now() - start) / 1000;
  let begun = 0;
  const goesOn = () => ("calls" in span ? begun < span.calls : passed() < span.seconds);
  const client = async () => {
    while (goesOn()) {
      begun += 1;
      await work();
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  return begun / passed();
}

/** The same as `driveSql`, for machines without pgbench. */
export async function driveSqlFromNode(
  url: string,
  statement: string,
  span: Span,
  from: number,
): Promise<number> {
  const { sql, end } = createDatabase(url, { max: CLIENTS });
  const text = statement.replaceAll(":n::", "$1::");
  let next = from;
  try {
    return await drive(() => sql.unsafe(text, [next++], { prepare: true }), span);
  } finally {
    await end();
  }
}
