// How long a dry run of the demo store's last 90 days takes, with the time of `select 1` beside it.
// Run: npm run bench:dry-run. With DATABASE_URL on the demo store that is there, else on one that is thrown away.

import { existsSync, readFileSync } from "node:fs";
import { eq } from "drizzle-orm";
import { createDatabase, type Database } from "@/db/client";
import { merchants } from "@/db/schema";
import { shop } from "@/db/seed/shop";
import { getDraft } from "@/lib/features/programs";
import { simulate } from "@/lib/features/simulation";
import { makeCtx } from "@/lib/platform/ctx";
import { read } from "@/lib/platform/query";
import { runCli } from "../scripts/lib/serve.mjs";
import { startDatabase, timed } from "./server";

const DAYS = 90;
/** So many runs, or as many as the first argument says. */
const ROUNDS = Number(process.argv[2] ?? 3);
/** Ticks of the kernel's clock in a second, by which it counts the time of processes. */
const TICKS = 100;

const seconds = (value: number | null) => (value === null ? "–" : `${value.toFixed(1)} s`).padStart(8);

/** What a process has had of the processors so far; null where the kernel does not say. */
function processSeconds(pid: number): number | null {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return null;
  const stat = readFileSync(file, "utf8");
  // After the name, which may hold anything: user and system time are the 12th and 13th.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}

async function measure({ db, sql }: Database, round: number): Promise<void> {
  const [store] = await db.select({ id: merchants.id }).from(merchants).where(eq(merchants.slug, shop.slug));
  if (!store) throw new Error("the database holds no demo store");
  const ctx = makeCtx({ merchantId: store.id, actor: { type: "system" }, db });
  const { document } = await read(ctx, getDraft, {});
  const [backend] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
  const pid = backend?.pid ?? 0;
  const ping = performance.now();
  for (let i = 0; i < 100; i++) await sql`select 1`;
  const select = (performance.now() - ping) / 100;
  const [before, cpu, start] = [processSeconds(pid), process.cpuUsage(), performance.now()];
  const result = await simulate(ctx, { document, days: DAYS });
  const wall = (performance.now() - start) / 1000;
  const node = process.cpuUsage(cpu);
  const after = processSeconds(pid);
  const postgres = before === null || after === null ? null : after - before;
  const own = seconds((node.user + node.system) / 1e6);
  const { orders, redemptions } = result.facts;
  console.log(
    `run ${round}: ${seconds(wall)}   Node ${own}   PostgreSQL ${seconds(postgres)}   ` +
      `select 1 ${select.toFixed(2)} ms   ${result.customers.simulated} customers, ${orders} orders, ${redemptions} rewards`,
  );
}

async function run(url: string): Promise<void> {
  const database = createDatabase(url, { max: 1 });
  for (let round = 1; round <= ROUNDS; round++) await measure(database, round);
  await database.end();
}

if (process.env.DATABASE_URL) await run(process.env.DATABASE_URL);
else {
  const database = await startDatabase("http://localhost:3230");
  try {
    await timed("demo store loaded", () => runCli(["seed", "demo", "--json"], database.env));
    await run(database.url);
  } finally {
    await database.stop();
  }
}
