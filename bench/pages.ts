// How fast the pages answer on the demo store, with the time of `select 1` beside them. Run: npm run bench

import { type APIRequestContext, chromium } from "@playwright/test";
import postgres from "postgres";
import { ensureBuilt } from "../scripts/lib/prepare.mjs";
import { runCli, serve, untilReady } from "../scripts/lib/serve.mjs";
import { startDatabase, timed } from "./server";

const PORT = 3230;
const BASE = `http://localhost:${PORT}`;
const ROUNDS = 100;
const WARM_UP = 10;

async function measure(name: string, work: () => Promise<unknown>): Promise<void> {
  const times: number[] = [];
  for (let i = 0; i < WARM_UP + ROUNDS; i++) {
    const start = performance.now();
    await work();
    if (i >= WARM_UP) times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => (times[Math.floor(ROUNDS * share)] ?? 0).toFixed(1).padStart(7);
  console.log(`${name.padEnd(28)} p50 ${at(0.5)} ms   p95 ${at(0.95)} ms`);
}

async function signIn(account: { email: string; password: string }) {
  const executablePath = process.env.CHROMIUM_PATH || "/usr/bin/chromium";
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  const context = await browser.newContext({ baseURL: BASE });
  const page = await context.newPage();
  await page.goto("/login");
  await page.getByLabel("E-mail").fill(account.email);
  await page.getByLabel("Password").fill(account.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL("**/app/**");
  return { browser, request: context.request };
}

async function open(request: APIRequestContext, path: string): Promise<void> {
  const response = await request.get(path);
  if (response.status() !== 200) throw new Error(`${path} answered ${response.status()}`);
  await response.body();
}

await ensureBuilt();
const database = await startDatabase(BASE);
try {
  const output = await timed("demo store loaded", () => runCli(["seed", "demo", "--json"], database.env));
  const store = JSON.parse(output);
  const server = serve(PORT, database.env);
  await untilReady(PORT, server);
  const sql = postgres(database.url, { max: 1 });
  const [customer] = await sql`select id from customers order by orders_count desc limit 1`;
  const { browser, request } = await signIn(store.signIns[0]);
  const app = `/app/${store.merchant}`;
  await measure("select 1", () => sql`select 1`);
  await measure("route without data", () => open(request, "/healthz"));
  await measure("customer page", () => open(request, `${app}/customers/${customer?.id}`));
  await measure("customer's ledger", () => open(request, `${app}/customers/${customer?.id}/ledger`));
  await measure("customer list", () => open(request, `${app}/customers`));
  await measure("analytics overview", () => open(request, `${app}/analytics`));
  await measure("engagement", () => open(request, `${app}/analytics/engagement`));
  await measure("home", () => open(request, `${app}/home`));
  await browser.close();
  await sql.end();
  process.kill(server.pid, "SIGTERM");
  await server.done;
} finally {
  await database.stop();
}
