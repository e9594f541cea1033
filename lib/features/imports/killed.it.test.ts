import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { importBatches, merchants } from "@/db/schema";
import { verifyLedger } from "@/lib/features/ledger";
import type { Ctx } from "@/lib/platform/ctx";
import { read } from "@/lib/platform/query";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { importStore } from "@/lib/testing/import-store";
import { mapSchema, runImport } from ".";

const ORDERS = 3000;
const CUSTOMERS = 200;

const map = {
  columns: {
    order_id: "id",
    customer_id: "who",
    placed_at: "at",
    currency: { value: "GBP" },
    quantity: { value: "1" },
    unit_price: "price",
  },
  routes: [
    {
      when: { column: "id", matches: "^R" },
      to: "refunds",
      columns: {
        refund_id: "id",
        order_id: { column: "id", strip: "^R" },
        refunded_at: "at",
        currency: { value: "GBP" },
        amount: "price",
      },
    },
  ],
};

/** Orders of two lines that lie far apart in the file, and refunds of every seventh. */
function history(): string {
  const day = (i: number) => new Date(Date.UTC(2025, 0, 1) + i * 3_600_000).toISOString();
  const lines = Array.from(
    { length: ORDERS },
    (_, i) => `O${i},C${(i * 7) % CUSTOMERS},${day(i)},${i % 90}.35`,
  );
  const refunds = lines.flatMap((_, i) => (i % 7 === 3 ? `RO${i},,${day(i + 50)},${(i % 40) + 0.5}` : []));
  return ["id,who,at,price", ...refunds, ...lines, ...[...lines].reverse()].join("\n");
}

let database: TestDatabase;
const folder = mkdtempSync(join(tmpdir(), "regulars-import-"));
const files = [{ name: "history.csv", path: join(folder, "history.csv") }];
const mapFile = join(folder, "map.json");

beforeAll(async () => {
  database = await testDatabase();
  writeFileSync(mapFile, JSON.stringify(map));
  writeFileSync(join(folder, "history.csv"), history());
});
afterAll(() => database.drop());

function startImporter(slug: string): ChildProcess {
  const args = ["import", "orders", "--merchant", slug, "--file", files[0]?.path ?? "", "--map", mapFile];
  return spawn(process.execPath, ["--import", "tsx", "scripts/cli.ts", ...args, "--json"], {
    env: {
      ...process.env,
      NODE_OPTIONS: "",
      DATABASE_URL: database.url,
      APP_URL: "http://localhost",
      APP_SECRET: "x".repeat(32),
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
}

const ended = (child: ChildProcess) => new Promise((resolve) => child.on("exit", resolve));

/** Things applied so far by the newest batch; null while it is read. */
async function applied({ db, merchantId }: Ctx): Promise<number | null> {
  const [batch] = await db
    .select({ counts: importBatches.counts, status: importBatches.status })
    .from(importBatches)
    .where(eq(importBatches.merchantId, merchantId))
    .orderBy(sql`${importBatches.id} desc`)
    .limit(1);
  if (!batch || batch.status === "staging") return null;
  return batch.counts.created + batch.counts.waiting;
}

/** Kills the importer as soon as the condition holds for what has been applied. */
async function killWhen(ctx: Ctx, slug: string, moment: (done: number | null) => boolean): Promise<void> {
  const child = startImporter(slug);
  const exit = ended(child);
  while (child.exitCode === null && !moment(await applied(ctx))) await new Promise((r) => setTimeout(r, 3));
  child.kill("SIGKILL");
  await exit;
  expect(child.signalCode).toBe("SIGKILL");
}

/** Balances, lots, awards and counters, without the ids and times that are new in every store. */
async function ledgerOf({ db, merchantId }: Ctx) {
  const of = (query: ReturnType<typeof sql>) => db.execute(query);
  return {
    customers: await of(sql`
      select external_id, orders_count, spend_minor, points_earned, available from customers c
      join wallets w on w.merchant_id = c.merchant_id and w.customer_id = c.id
      where c.merchant_id = ${merchantId} order by 1`),
    lots: await of(sql`
      select t.source_id, l.amount, l.remaining, l.occurred_at, l.expires_on from lots l
      join ledger_transactions t on t.merchant_id = l.merchant_id and t.id = l.transaction_id
      where l.merchant_id = ${merchantId} order by 1`),
    awards: await of(sql`
      select o.external_id, a.rule_key, a.units, a.clawed_back from awards a
      join orders o on o.merchant_id = a.merchant_id and o.id = a.order_id
      where a.merchant_id = ${merchantId} order by 1`),
    entries: await of(sql`
      select t.code, count(*), sum(e.amount) from ledger_transactions t
      join ledger_entries e on e.merchant_id = t.merchant_id and e.transaction_id = t.id
      where t.merchant_id = ${merchantId} group by 1 order by 1`),
  };
}

async function slugOf({ db, merchantId }: Ctx): Promise<string> {
  const [row] = await db.select({ slug: merchants.slug }).from(merchants).where(eq(merchants.id, merchantId));
  return row?.slug ?? "";
}

it("an importer killed while reading and twice while applying ends with the ledger of an uninterrupted run", async () => {
  const settings = { currency: "GBP", timezone: "Europe/London" };
  const [whole, killed] = [await importStore(database, settings), await importStore(database, settings)];
  const { report } = await runImport(whole, { kind: "orders", files, map: mapSchema.parse(map) });

  const slug = await slugOf(killed);
  const staged = () => database.db.$count(importBatches, eq(importBatches.merchantId, killed.merchantId));
  const child = startImporter(slug);
  while ((await staged()) === 0) await new Promise((r) => setTimeout(r, 3));
  child.kill("SIGKILL");
  await ended(child);
  await killWhen(killed, slug, (done) => done !== null && done > 0);
  await killWhen(killed, slug, (done) => done !== null && done > 1500);
  const resumed = await runImport(killed, { kind: "orders", files, map: mapSchema.parse(map) });

  expect(resumed.resumed).toBe(true);
  expect({ ...resumed.report, batch: null }).toEqual({ ...report, batch: null });
  expect(await ledgerOf(killed)).toEqual(await ledgerOf(whole));
  expect((await read(killed, verifyLedger, {})).broken).toEqual([]);
});
