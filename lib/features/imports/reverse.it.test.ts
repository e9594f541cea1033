import { and, eq } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { auditLog, importBatches, orders, programCosts, refunds } from "@/db/schema";
import { newId } from "@/lib/domain/id";
import { verifyLedger } from "@/lib/features/ledger";
import type { Ctx } from "@/lib/platform/ctx";
import { read } from "@/lib/platform/query";
import { testDatabase } from "@/lib/testing/database";
import { importFile, importStore, pointsBy } from "@/lib/testing/import-store";
import { stateOf } from "@/lib/testing/order-store";
import { type ImportKind, reverseBatch, runImport } from ".";

const database = await testDatabase();
afterAll(database.drop);

let ctx: Ctx;
async function storeWith(window: { type: "lifetime" } | { type: "rolling"; months: number }) {
  const store = await importStore(database, {
    ...{ currency: "GBP", timezone: "Europe/London", expiry: { type: "rolling", months: 12 } },
    tiers: {
      ...{ metric: "spend", window },
      levels: [
        { key: "member", threshold: 0 },
        { key: "gold", threshold: 10_000 },
      ],
    },
  });
  ctx = { ...store, now: new Date("2026-03-10T12:00:00Z") };
}
beforeEach(() => storeWith({ type: "lifetime" }));

const ORDERS = `order_id,customer_id,placed_at,currency,total
o1,c1,2026-01-10,GBP,150
o2,c1,2026-01-11,GBP,20
o3,,2026-01-12,GBP,30`;
const REFUNDS = `refund_id,order_id,customer_id,refunded_at,currency,amount
r1,o1,,2026-02-01,GBP,100
r2,,c1,2026-02-02,GBP,5
r3,o9,,2026-02-02,GBP,5`;

async function run(kind: ImportKind, content: string, options = {}) {
  const { report } = await runImport(ctx, { kind, files: [importFile(content)], ...options });
  return { ...report, batch: report.batch ?? "" };
}
const broken = async () => (await read(ctx, verifyLedger, {})).broken;
const state = async () => {
  const { id: _, enrolledAt: __, ...rest } = (await stateOf(ctx, "c1")) ?? { id: "", enrolledAt: null };
  return rest;
};

describe("an import that is taken back", () => {
  it("of refunds gives back what they took, with tier and spend, and they may come again", async () => {
    await run("orders", ORDERS);
    const before = await state();
    const { batch } = await run("refunds", REFUNDS);
    const after = await state();
    expect([before, after]).toMatchObject([
      { available: 170n, spend: 17_000n, tier: "gold" },
      { available: 65n, spend: 6_500n, tier: "member" },
    ]);
    expect(await reverseBatch(ctx, batch)).toEqual({
      ...{ batch, orders: 0, refunds: 3, points: 0, costs: 0, surveys: 0, transactions: 2 },
    });
    expect(await state()).toEqual(before);
    expect(await database.db.$count(refunds, eq(refunds.merchantId, ctx.merchantId))).toBe(0);
    expect(await run("refunds", REFUNDS)).toMatchObject({ created: 2, waiting: 1 });
    expect(await state()).toEqual(after);
    expect(await broken()).toEqual([]);
  });

  it("of refunds without an order gives the tier of the last months back as well", async () => {
    await storeWith({ type: "rolling", months: 12 });
    await run("orders", "order_id,customer_id,placed_at,currency,total\no1,c1,2026-01-10,GBP,102");
    const { batch } = await run(
      "refunds",
      REFUNDS.split("\n")
        .filter((row) => !/^r[13]/.test(row))
        .join("\n"),
    );
    expect(await state()).toMatchObject({ available: 97n, tier: "member" });
    expect(await reverseBatch(ctx, batch)).toMatchObject({ refunds: 1, transactions: 1 });
    expect(await state()).toMatchObject({ available: 102n, tier: "gold" });
  });

  it("of orders makes them void, and they may come again, also with awards where they came without", async () => {
    const first = await run("orders", ORDERS, { noAwards: true });
    expect(await state()).toMatchObject({ available: 0n, spend: 17_000n });
    expect(await reverseBatch(ctx, first.batch)).toMatchObject({ orders: 3, transactions: 0 });
    expect(await state()).toMatchObject({ available: 0n, spend: 0n, orders: 0, tier: "member" });
    const again = await run("orders", ORDERS);
    const full = await state();
    expect(full).toMatchObject({ available: 170n, spend: 17_000n, orders: 2, tier: "gold" });
    expect(again).toMatchObject({ created: 0, updated: 3 });
    expect(await reverseBatch(ctx, again.batch)).toMatchObject({ orders: 3, transactions: 2 });
    expect(await state()).toMatchObject({ available: 0n, spend: 0n, orders: 0, tier: "member" });
    expect(await broken()).toEqual([]);
  });

  it("of orders that were refunded since takes the rest, and what comes again is refunded as before", async () => {
    const { batch } = await run("orders", ORDERS);
    await run("refunds", REFUNDS);
    const full = await state();
    expect(await reverseBatch(ctx, batch)).toMatchObject({ orders: 3 });
    expect(await state()).toMatchObject({ available: -5n, spend: -500n, orders: 0, awards: {} });
    const told = await database.db
      .select({ status: orders.status })
      .from(orders)
      .where(eq(orders.merchantId, ctx.merchantId));
    expect(told).toEqual([{ status: "voided" }, { status: "voided" }, { status: "voided" }]);
    await run("orders", ORDERS);
    expect(await state()).toEqual(full);
    expect(await broken()).toEqual([]);
  });

  it("of points reverses each, what was given and what was taken, once; then the file may come again", async () => {
    const file =
      "customer_id,amount,occurred_at,expires_at\nc1,100,2026-01-01,2026-06-30\nc1,-30,2026-01-02,";
    const { batch } = await run("points", file);
    expect(await state()).toMatchObject({ available: 70n });
    expect(await reverseBatch(ctx, batch)).toMatchObject({ points: 2, transactions: 2 });
    expect(await state()).toMatchObject({ available: 0n, lots: [] });
    expect(await pointsBy(ctx)).toEqual({ import: 130, reverse: 130 });
    await expect(reverseBatch(ctx, batch)).rejects.toMatchObject({ reason: "import_reversed" });
    expect(await run("points", file)).toMatchObject({ created: 2 });
    expect(await state()).toMatchObject({ available: 70n });
    expect(await broken()).toEqual([]);
  });

  it("of costs leaves none; it is audited once, and another store's import is not found", async () => {
    const { batch } = await run("costs", "cost_id,date,kind,amount,currency\nk1,2026-01-01,software,10,GBP");
    await expect(reverseBatch({ ...ctx, merchantId: newId() }, batch)).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    expect(await reverseBatch(ctx, batch)).toMatchObject({ costs: 1, transactions: 0 });
    expect(await database.db.$count(programCosts, eq(programCosts.merchantId, ctx.merchantId))).toBe(0);
    const reversed = and(eq(auditLog.merchantId, ctx.merchantId), eq(auditLog.action, "import.reversed"));
    expect(await database.db.$count(auditLog, reversed)).toBe(1);
  });

  it("is refused where its things do not know who brought them, and while it is not finished", async () => {
    const { batch } = await run("customers", "customer_id,name\nc1,Ann");
    await expect(reverseBatch(ctx, batch)).rejects.toMatchObject({ reason: "import_not_reversible" });
    const own = and(eq(importBatches.merchantId, ctx.merchantId), eq(importBatches.id, batch));
    await database.db.update(importBatches).set({ status: "applying" }).where(own);
    await expect(reverseBatch(ctx, batch)).rejects.toMatchObject({ reason: "import_unfinished" });
  });
});
