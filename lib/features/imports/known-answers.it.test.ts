import { readFileSync } from "node:fs";
import { join } from "node:path";
import { and, eq, lt, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { customers, orders, refunds, wallets } from "@/db/schema";
import { verifyLedger } from "@/lib/features/ledger";
import type { Ctx } from "@/lib/platform/ctx";
import { read } from "@/lib/platform/query";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { importStore, pointsBy } from "@/lib/testing/import-store";
import { mapSchema, runImport } from ".";

const folder = process.env.REGULARS_TEST_DATA ?? "";
const december = { name: "december.csv.gz", path: join(folder, "online_retail_2010-12.csv.gz") };
const cdnow = { name: "cdnow.csv", path: join(folder, "cdnow_sample.csv") };
const map = mapSchema.parse(
  JSON.parse(readFileSync(new URL("../../../examples/online-retail.map.json", import.meta.url), "utf8")),
);
const withGuests = { ...map, skip: map.skip.filter(({ reason }) => reason !== "no_customer") };

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

async function counted({ merchantId, db }: Ctx) {
  const [ordered] = await db
    .select({ n: sql<number>`count(*)::int`, minor: sql<string>`sum(total_minor)::text` })
    .from(orders)
    .where(eq(orders.merchantId, merchantId));
  const [refunded] = await db
    .select({ n: sql<number>`count(*)::int`, minor: sql<string>`coalesce(sum(amount_minor), 0)::text` })
    .from(refunds)
    .where(eq(refunds.merchantId, merchantId));
  const buyers = await db
    .selectDistinct({ id: orders.customerId })
    .from(orders)
    .where(and(eq(orders.merchantId, merchantId), sql`customer_id is not null`));
  return { orders: ordered, refunds: refunded, buyers: buyers.length };
}

const belowZero = ({ merchantId, db }: Ctx) =>
  db.$count(wallets, and(eq(wallets.merchantId, merchantId), lt(wallets.available, 0n)));

describe.skipIf(!folder)("the real data", () => {
  it("December 2010 of Online Retail reaches the known answers, and a second run changes nothing", async () => {
    const ctx = await importStore(database, { currency: "GBP", timezone: "Europe/London" });
    const first = await runImport(ctx, { kind: "orders", files: [december], map });
    expect(first.report).toMatchObject({ created: 1708, updated: 0, unchanged: 0, rejected: 0, waiting: 0 });
    expect(first.report.awarded.units).toBe(572_051);
    expect(first.report.skipped.no_customer).toBe(15_631);
    const answers = await counted(ctx);
    expect(answers).toEqual({
      orders: { n: 1400, minor: "57271389" },
      refunds: { n: 308, minor: "1810987" },
      buyers: 885,
    });
    expect(await pointsBy(ctx)).toEqual({ earn: 572_051, claw_back: 17_950 });
    expect(await belowZero(ctx)).toBe(67);
    expect((await read(ctx, verifyLedger, {})).broken).toEqual([]);

    const second = await runImport(ctx, { kind: "orders", files: [december], map });
    expect(second.report).toMatchObject({ created: 0, updated: 0, unchanged: 1708, rejected: 0 });
    expect(second.report.awarded).toEqual({ transactions: 0, units: 0 });
    expect(await counted(ctx)).toEqual(answers);
    expect(await pointsBy(ctx)).toEqual({ earn: 572_051, claw_back: 17_950 });
  });

  it("with guests let in there are 1,559 orders of 823,746.14", async () => {
    const ctx = await importStore(database, { currency: "GBP", timezone: "Europe/London" });
    await runImport(ctx, { kind: "orders", files: [december], map: withGuests });
    expect((await counted(ctx)).orders).toEqual({ n: 1559, minor: "82374614" });
  });

  it("CDNOW reaches the known answers within 20 seconds", async () => {
    const ctx = await importStore(database, { currency: "USD", timezone: "America/New_York" });
    const started = performance.now();
    const { report } = await runImport(ctx, { kind: "orders", files: [cdnow] });
    expect(performance.now() - started).toBeLessThan(20_000);
    expect(report).toMatchObject({ created: 6919, rejected: 0 });
    const { orders: ordered, buyers } = await counted(ctx);
    expect(ordered).toEqual({ n: 6919, minor: "24409194" });
    expect(buyers).toBe(2357);
    expect(await ctx.db.$count(customers, eq(customers.merchantId, ctx.merchantId))).toBe(2357);
    expect((await read(ctx, verifyLedger, {})).broken).toEqual([]);
  });
});
