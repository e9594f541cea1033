import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { verifyLedger } from "@/lib/features/ledger";
import { makeCtx } from "@/lib/platform/ctx";
import { read } from "@/lib/platform/query";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { type DemoStore, seedDemo } from "./seed-demo";

const NOW = new Date("2026-11-21T15:00:00Z");

let database: TestDatabase;
let store: DemoStore;

beforeAll(async () => {
  database = await testDatabase();
  store = await seedDemo(database.db, NOW);
}, 180_000);
afterAll(() => database.drop());

const one = async (query: ReturnType<typeof sql>) => (await database.db.execute(query))[0];

describe("the demo store", () => {
  test("holds 18 months of 5,000 customers and about 30,000 orders, up to today", async () => {
    const counts = await one(sql`select
      (select count(*)::int from customers) as customers, (select count(*)::int from orders) as orders,
      (select max(placed_at) <= ${NOW.toISOString()}::timestamptz and max(placed_at) > ${NOW.toISOString()}::timestamptz - interval '1 day' from orders) as fresh`);
    expect(counts).toMatchObject({ customers: 5_000, fresh: true });
    expect(counts?.orders).toBeGreaterThan(27_000);
    expect(counts?.orders).toBeLessThan(33_000);
  });

  test("has a ledger that proves itself", async () => {
    const ctx = makeCtx({ merchantId: store.merchantId, actor: { type: "system" }, db: database.db });
    expect((await read(ctx, verifyLedger, {})).broken).toEqual([]);
  });

  test("shows every kind of thing: tiers, codes of each state, refunds, expiries, debts", async () => {
    const kinds = await one(sql`select
      (select count(distinct tier_key)::int from customers) as tiers,
      (select array_agg(distinct status order by status) from redemptions) as redemptions,
      (select count(*)::int > 1000 from refunds) as refunds,
      (select array_agg(distinct code order by code) from ledger_transactions) as codes,
      (select count(*)::int > 5 from wallets where available < 0) as owing`);
    expect(kinds).toMatchObject({
      tiers: 4,
      refunds: true,
      owing: true,
      codes: expect.arrayContaining(["adjust", "claw_back", "earn", "expire", "redeem"]),
      redemptions: expect.arrayContaining(["issued", "used"]),
    });
  });

  test("has at least 30 NPS answers in every whole month", async () => {
    const rows = await database.db.execute(sql`
      select date_trunc('month', answered_at) as month, count(*)::int as n from survey_responses
      group by 1 order by 1`);
    expect(rows.slice(1, -1).every((row) => Number(row.n) >= 30)).toBe(true);
  });
});
