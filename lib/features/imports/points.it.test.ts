import { eq } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { auditLog, customers, lots } from "@/db/schema";
import { newId } from "@/lib/domain/id";
import { runDay } from "@/lib/features/day";
import { reverseTransaction } from "@/lib/features/ledger";
import { execute } from "@/lib/platform/command";
import type { Ctx } from "@/lib/platform/ctx";
import { testDatabase } from "@/lib/testing/database";
import { faultsOf, importFile, importStore, pointsBy } from "@/lib/testing/import-store";
import { stateOf } from "@/lib/testing/order-store";
import { runImport } from ".";

const database = await testDatabase();
afterAll(database.drop);

const NOW = new Date("2026-03-10T12:00:00Z");
let ctx: Ctx;
beforeEach(async () => {
  const settings = {
    currency: "GBP",
    timezone: "Europe/London",
    expiry: { type: "rolling", months: 12 },
  } as const;
  ctx = { ...(await importStore(database, settings)), now: NOW };
});

const run = (content: string, options = {}) =>
  runImport(ctx, { kind: "points", files: [importFile(content)], ...options });

const HEADER = "customer_id,amount,occurred_at,expires_at,reason";

describe("points of a file", () => {
  it("open lots at their own time, which expire as the file says or else as the program of that time has it", async () => {
    const { report } = await run(`${HEADER}
c1,100,2026-02-01T10:00:00Z,2026-05-01,old program
c1,40,2026-02-02,2026-05-02T00:00:00,
c1,7,2026-01-15,,`);
    expect(report).toMatchObject({
      created: 3,
      unchanged: 0,
      rejected: 0,
      awarded: { transactions: 3, units: 147 },
    });
    const state = await stateOf(ctx, "c1");
    expect(state).toMatchObject({
      available: 147n,
      earned: 0n,
      enrolledAt: new Date("2026-01-15T00:00:00Z"),
    });
    expect(state?.lots.map(({ expiresOn, units }) => [expiresOn, units])).toEqual([
      ["2026-05-01", 100n],
      ["2026-05-01", 40n],
      ["2027-01-15", 7n],
    ]);
    expect(await pointsBy(ctx)).toEqual({ import: 147 });
  });

  it("count once, however often their file is imported; rows that say the same in one file each count", async () => {
    const row = "c1,10,2026-02-01,,gift";
    expect((await run(`${HEADER}\n${row}\n${row}`)).report).toMatchObject({ created: 2, unchanged: 0 });
    expect((await run(`${HEADER}\n${row}\n${row}`)).report).toMatchObject({ created: 0, unchanged: 2 });
    const again = await run(`${HEADER}\n${row}\nc2,5,,,\n${row}\n${row}`);
    expect(again.report).toMatchObject({ created: 2, unchanged: 2, awarded: { units: 15 } });
    expect((await stateOf(ctx, "c1"))?.available).toBe(30n);
  });

  it("that staff reversed come again with their file, once", async () => {
    const file = `${HEADER}\nc1,10,2026-02-01,,gift`;
    await run(file);
    for (const round of [1, 2]) {
      const [last] = await database.db
        .select({ id: lots.transactionId })
        .from(lots)
        .where(eq(lots.merchantId, ctx.merchantId))
        .orderBy(lots.transactionId)
        .offset(round - 1);
      await execute(ctx, reverseTransaction, { transactionId: last?.id, note: "a wrong file" });
      expect((await stateOf(ctx, "c1"))?.available).toBe(0n);
      expect((await run(file)).report).toMatchObject({ created: 1, unchanged: 0 });
      expect((await run(file)).report).toMatchObject({ created: 0, unchanged: 1 });
      expect((await stateOf(ctx, "c1"))?.available).toBe(10n);
    }
  });

  it("below zero take from the lots, in the order of time; what the customer does not have is rejected", async () => {
    const { report, errors } = await run(`${HEADER}
c1,-30,2026-02-05,,spent
c1,50,2026-02-01,,
c2,-1,2026-02-05,,
c1,-21,2026-02-06,,`);
    expect(report).toMatchObject({ created: 2, rejected: 2, awarded: { transactions: 1, units: 50 } });
    expect(errors.map(({ line, column, reason }) => [line, column, reason])).toEqual([
      [4, "amount", "not_covered"],
      [5, "amount", "not_covered"],
    ]);
    expect((await stateOf(ctx, "c1"))?.available).toBe(20n);
  });

  it("are for the customer of an address too; one that nobody or several have is rejected, a new id makes a customer", async () => {
    const customer = (externalId: string, email: string) => ({
      ...{ merchantId: ctx.merchantId, id: newId(), externalId, email, createdAt: NOW },
    });
    await database.owner
      .insert(customers)
      .values([
        customer("a", "Ann@example.com"),
        customer("b1", "b@example.com"),
        customer("b2", "B@example.com"),
      ]);
    const { report } = await run(`email,amount,customer_id
ann@EXAMPLE.com,5,
b@example.com,5,
nobody@example.com,5,
new@example.com,6,n1
,5,
ann@example.com,0,
ann@example.com,1.5,
ann@example.com,x,`);
    expect(report).toMatchObject({ created: 2, rejected: 6 });
    expect((await stateOf(ctx, "a"))?.available).toBe(5n);
    expect((await stateOf(ctx, "n1"))?.available).toBe(6n);
    expect(await faultsOf(database.db, ctx.merchantId)).toMatchObject([
      { line: 3, column: "email", reason: "email_of_several", value: "b@example.com" },
      { line: 4, column: "email", reason: "email_unknown", value: "nobody@example.com" },
      { line: 6, column: "customer_id", reason: "customer_or_email" },
      { line: 7, column: "amount", reason: "is_zero" },
      { line: 8, column: "amount", reason: "not_a_whole_number" },
      { line: 9, column: "amount", reason: "not_a_number" },
    ]);
  });

  it("may be of every asset, store credit as money; an asset that cannot be and a time to come are rejected", async () => {
    const { report, errors } = await run(`customer_id,amount,asset,occurred_at
c1,12.50,credit,2026-02-01
c1,3,stamps:coffee,2026-02-01
c1,3,miles,2026-02-01
c1,3,points,2027-01-01`);
    expect(report).toMatchObject({ created: 2, rejected: 2, awarded: { transactions: 2, units: 0 } });
    expect(errors.map(({ column, reason }) => [column, reason])).toEqual([
      ["asset", "not_a_choice"],
      ["occurred_at", "in_future"],
    ]);
    const held = (await stateOf(ctx, "c1"))?.lots.map(({ asset, units }) => [asset, units]);
    expect(held).toEqual([
      ["credit", 1250n],
      ["stamps:coffee", 3n],
    ]);
  });

  it("that ran out before they came expire at the next midnight that is worked, dated their own", async () => {
    await run(`${HEADER}\nc1,100,2025-01-01,2025-06-30,`);
    expect((await stateOf(ctx, "c1"))?.available).toBe(100n);
    await runDay(ctx, { until: "2026-03-10", simulateClock: false });
    expect(await pointsBy(ctx)).toEqual({ import: 100, expire: 100 });
    expect((await stateOf(ctx, "c1"))?.available).toBe(0n);
  });

  it("are only tried in a dry run", async () => {
    const { report } = await run(`${HEADER}\nc1,100,,,`, { dryRun: true });
    expect(report).toMatchObject({ batch: null, created: 1, awarded: { units: 100 } });
    expect(await stateOf(ctx, "c1")).toBeNull();
    expect(await database.db.$count(auditLog, eq(auditLog.merchantId, ctx.merchantId))).toBe(0);
  });

  it("are only for those who may correct balances", async () => {
    const marketer: Ctx = {
      ...ctx,
      actor: { type: "staff", userId: newId(), role: "marketer", email: "m@example.com" },
    };
    await expect(
      runImport(marketer, { kind: "points", files: [importFile(`${HEADER}\nc1,100,,,`)] }),
    ).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});
