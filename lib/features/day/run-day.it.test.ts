import { and, asc, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ledgerTransactions, merchants, programVersions, redemptions } from "@/db/schema";
import { newId } from "@/lib/domain/id";
import { rewardSchema } from "@/lib/domain/program/schema";
import { addDays, eachDay } from "@/lib/domain/time";
import { runImport } from "@/lib/features/imports";
import { verifyLedger } from "@/lib/features/ledger";
import { recordOrders } from "@/lib/features/orders";
import { execute } from "@/lib/platform/command";
import type { Ctx } from "@/lib/platform/ctx";
import { read } from "@/lib/platform/query";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { importFile, importStore } from "@/lib/testing/import-store";
import { runDay } from ".";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

/** A store whose points last a month, and orders of one customer at these times. */
async function storeWith(timezone: string, paid: string[], months = 1): Promise<Ctx> {
  const expiry = { type: "rolling" as const, months };
  const ctx = await importStore(database, { currency: "GBP", timezone, expiry });
  const job: Ctx = { ...ctx, actor: { type: "job", name: "test" } };
  for (const at of paid) {
    const order = { externalId: at, customerExternalId: "c", placedAt: at, totalMinor: "1000" };
    await execute(job, recordOrders, { facts: [{ kind: "order", order }] });
  }
  return job;
}

async function expiries({ db, merchantId }: Ctx): Promise<string[]> {
  const rows = await db
    .select({ at: ledgerTransactions.occurredAt })
    .from(ledgerTransactions)
    .where(and(eq(ledgerTransactions.merchantId, merchantId), eq(ledgerTransactions.code, "expire")))
    .orderBy(asc(ledgerTransactions.occurredAt));
  return rows.map(({ at }) => at.toISOString());
}

async function earned({ db, merchantId }: Ctx): Promise<string[]> {
  const rows = await db
    .select({ at: ledgerTransactions.occurredAt })
    .from(ledgerTransactions)
    .where(and(eq(ledgerTransactions.merchantId, merchantId), eq(ledgerTransactions.code, "earn")))
    .orderBy(asc(ledgerTransactions.occurredAt));
  return rows.map(({ at }) => at.toISOString().slice(0, 10));
}

const run = (ctx: Ctx, until: string) => runDay(ctx, { until, simulateClock: true });

async function verified(ctx: Ctx) {
  expect((await read({ ...ctx, actor: { type: "system" } }, verifyLedger, {})).broken).toEqual([]);
}

describe("expiry at local midnight", () => {
  it("points of 29, 30 and 31 January end with the 28th of February, in a leap year with the 29th", async () => {
    const common = await storeWith("UTC", ["2027-01-29T12:00Z", "2027-01-30T12:00Z", "2027-01-31T12:00Z"]);
    await run(common, "2027-02-28");
    expect(await expiries(common)).toEqual([]);
    await run(common, "2027-03-01");
    expect(await expiries(common)).toEqual(Array(3).fill("2027-03-01T00:00:00.000Z"));
    const leap = await storeWith("UTC", ["2028-01-29T12:00Z", "2028-01-31T12:00Z"]);
    await run(leap, "2028-03-01");
    expect(await expiries(leap)).toEqual(Array(2).fill("2028-03-01T00:00:00.000Z"));
    await verified(leap);
  });

  it("is the midnight of the store's zone, also around the days on which clocks change", async () => {
    const london = await storeWith("Europe/London", [
      "2027-02-27T12:00Z",
      "2027-02-28T12:00Z",
      "2027-09-30T12:00Z",
    ]);
    await run(london, "2027-11-02");
    // the clocks go forward on 28 March and back on 31 October
    expect(await expiries(london)).toEqual([
      "2027-03-28T00:00:00.000Z",
      "2027-03-28T23:00:00.000Z",
      "2027-10-30T23:00:00.000Z",
    ]);
    const auckland = await storeWith("Pacific/Auckland", ["2027-06-01T12:30Z"]); // already 2 June there
    await run(auckland, "2027-07-03");
    expect(await expiries(auckland)).toEqual(["2027-07-02T12:00:00.000Z"]);
    await verified(auckland);
  });

  it("after an outage of ten days gives what daily runs would have given", async () => {
    const paid = Array.from({ length: 20 }, (_, i) => `2027-01-${String(i + 5).padStart(2, "0")}T10:00Z`);
    const [daily, late] = [await storeWith("Europe/Paris", paid), await storeWith("Europe/Paris", paid)];
    for (const until of eachDay({ from: "2027-02-01", to: "2027-02-26" })) await run(daily, until);
    await run(late, "2027-02-10");
    await run(late, "2027-02-25");
    expect(await expiries(late)).toEqual(await expiries(daily));
    expect(await expiries(late)).toHaveLength(20);
    await verified(late);
  });

  it("several workers at once do each day once", async () => {
    const ctx = await storeWith("UTC", ["2027-01-10T10:00Z", "2027-01-12T10:00Z"]);
    const runs = await Promise.all(Array.from({ length: 4 }, () => run(ctx, "2027-03-01")));
    const first = Math.min(...runs.map(({ days }) => days));
    expect(first).toBeGreaterThanOrEqual(0);
    expect(new Set(runs.map(({ through }) => through))).toEqual(new Set(["2027-03-01"]));
    const [store] = await ctx.db
      .select({ createdAt: merchants.createdAt })
      .from(merchants)
      .where(eq(merchants.id, ctx.merchantId));
    const began =
      store && store.createdAt < new Date("2027-01-10") ? store.createdAt : new Date("2027-01-10");
    const days = eachDay({ from: addDays(began.toISOString().slice(0, 10), 1), to: "2027-03-02" }).length;
    expect(runs.reduce((sum, each) => sum + each.days, 0)).toBe(days);
    expect(await expiries(ctx)).toHaveLength(2);
    expect((await run(ctx, "2027-03-01")).days).toBe(0);
    await verified(ctx);
  });
});

describe("a history in which nothing has earned yet", () => {
  const birthday = { key: "birthday", trigger: "customer.birthday" as const };
  const earningRules = [{ ...birthday, effects: [{ type: "fixed" as const, asset: "points", units: 10 }] }];

  it("begins with its first member, but not before there was a program", async () => {
    const ctx = await importStore(database, { currency: "GBP", timezone: "UTC", earningRules });
    const file = "customer_id,birthday,enrolled_at\nc,1992-02-29,2024-02-10\n";
    await runImport(ctx, { kind: "customers", files: [importFile(file)] });
    const later = await importStore(database, { currency: "GBP", timezone: "UTC", earningRules });
    await database.owner
      .update(programVersions)
      .set({ effectiveFrom: new Date("2025-01-01T00:00:00Z") })
      .where(eq(programVersions.merchantId, later.merchantId));
    await runImport(later, { kind: "customers", files: [importFile(file)] });
    for (const store of [ctx, later]) await run(store, "2026-02-28");
    expect(await earned(ctx)).toEqual(["2024-02-29", "2025-02-28", "2026-02-28"]);
    expect(await earned(later)).toEqual(["2025-02-28", "2026-02-28"]);
  });
});

it("codes can be used through their last day and are expired after it; a future date needs a simulated clock", async () => {
  const ctx = await storeWith("UTC", ["2027-01-10T10:00Z"]);
  const [customer] = await ctx.db.query.customers.findMany({
    where: (c, { eq: is }) => is(c.merchantId, ctx.merchantId),
  });
  await database.owner.insert(redemptions).values({
    merchantId: ctx.merchantId,
    id: newId(),
    customerId: customer?.id ?? "",
    rewardKey: "five",
    reward: rewardSchema.parse({ key: "five", kind: "amount_off", price: 1, valueMinor: 500 }),
    programVersion: 1,
    transactionId: newId(),
    asset: "points",
    price: 1n,
    code: "CODE",
    status: "issued",
    issuedAt: new Date("2027-01-10T10:00Z"),
    expiresOn: "2027-01-20",
  });
  const status = async () =>
    (
      await ctx.db
        .select({ status: redemptions.status })
        .from(redemptions)
        .where(eq(redemptions.merchantId, ctx.merchantId))
    )[0]?.status;
  await run(ctx, "2027-01-20");
  expect(await status()).toBe("issued");
  expect((await run(ctx, "2027-01-21")).codesExpired).toBe(1);
  expect(await status()).toBe("expired");
  const early: Ctx = { ...ctx, now: new Date("2027-01-21T08:00Z") };
  await expect(runDay(early, { until: "2027-01-22" })).rejects.toMatchObject({ reason: "future_date" });
});
