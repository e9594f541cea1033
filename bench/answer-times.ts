// How fast the demo store's pages answer, beside a SELECT 1 on the same database.
// While `npm run demo` runs: node scripts/with-database.mjs tsx bench/answer-times.ts http://localhost:3000

import { type BrowserContext, chromium } from "@playwright/test";
import { createDatabase } from "@/db/client";
import { demoSignIns } from "@/lib/features/demo";

const RUNS = 60;
const WARM_UP = 10;

/** The median and the 95th percentile of the milliseconds that a piece of work takes. */
async function measure(work: () => Promise<unknown>) {
  const times: number[] = [];
  for (let run = -WARM_UP; run < RUNS; run++) {
    const start = performance.now();
    await work();
    if (run >= 0) times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => Math.round((times[Math.floor(times.length * share)] ?? 0) * 100) / 100;
  return { "p50 ms": at(0.5), "p95 ms": at(0.95) };
}

async function signIn(context: BrowserContext, address: string): Promise<string> {
  const [owner] = demoSignIns;
  if (!owner) throw new Error("the demo has no sign-ins");
  const page = await context.newPage();
  await page.goto(`${address}/login`);
  await page.getByLabel(/e-mail/i).fill(owner.email);
  await page.getByLabel(/password/i).fill(owner.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL(/\/app\/[^/]+\/home/);
  return page.url().replace(/\/home.*$/, "");
}

const [address = "http://localhost:3000"] = process.argv.slice(2);
const database = createDatabase(process.env.DATABASE_URL ?? "", { max: 1 });
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium" });
try {
  const context = await browser.newContext();
  const store = await signIn(context, address);
  const [customer] = await database.sql<{ id: string }[]>`
    select id from customers where orders_count > 5 order by external_id limit 1`;
  const paths = ["home", "analytics", "analytics/engagement", "customers", `customers/${customer?.id}`];
  const rows: Record<string, Awaited<ReturnType<typeof measure>>> = {};
  rows["SELECT 1"] = await measure(() => database.sql`select 1`);
  for (const path of paths)
    rows[path] = await measure(async () => {
      const answer = await context.request.get(`${store}/${path}`);
      if (!answer.ok()) throw new Error(`${path}: ${answer.status()}`);
    });
  console.table(rows);
} finally {
  await browser.close();
  await database.end();
}
