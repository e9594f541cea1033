import { and, asc, eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  auditLog,
  customers,
  importBatches,
  importErrors,
  importRows,
  orders,
  outboxEvents,
  programCosts,
  refunds,
  surveyResponses,
} from "@/db/schema";
import { newId } from "@/lib/domain/id";
import type { Ctx } from "@/lib/platform/ctx";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { importFile, importStore, pointsBy } from "@/lib/testing/import-store";
import { type ImportKind, type ImportRequest, runImport } from ".";

let database: TestDatabase;
let ctx: Ctx;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  ctx = await importStore(database, { currency: "GBP", timezone: "Europe/London" });
});

const run = (kind: ImportKind, content: string | Buffer, options: Partial<ImportRequest> = {}) =>
  runImport(ctx, { kind, files: [importFile(content)], ...options });

const stored = () =>
  ctx.db.select().from(orders).where(eq(orders.merchantId, ctx.merchantId)).orderBy(asc(orders.externalId));

const HEADER = "order_id,customer_id,placed_at,currency,total";

describe("orders and refunds", () => {
  it("joins lines of one order wherever they lie, and sums them exactly, rounded once, half up", async () => {
    const header = "order_id,customer_id,placed_at,currency,quantity,unit_price";
    await runImport(ctx, {
      kind: "orders",
      files: [
        importFile(
          `${header}\n1,c,2026-01-02,GBP,1,0.005\n2,c,2026-01-01,GBP,1,3\n1,c,2026-01-02,GBP,3,0.335`,
        ),
        importFile(`${header}\n1,c,2026-01-02,GBP,1,0.995`),
      ],
    });
    expect((await stored()).map((order) => [order.externalId, order.totalMinor])).toEqual([
      ["1", 201n], // 0.005 + 1.005 + 0.995 = 2.005
      ["2", 300n],
    ]);
    expect(await ctx.db.$count(importBatches, eq(importBatches.merchantId, ctx.merchantId))).toBe(1);
  });

  it("awards under the order's own time, and takes back what refunds refund; a guest earns nothing", async () => {
    await run("orders", `${HEADER}\n1,c,2026-01-01,GBP,10.99\n2,,2026-01-01,GBP,50`);
    const { report } = await run(
      "refunds",
      "refund_id,order_id,refunded_at,currency,amount\nr,1,2026-01-05,GBP,5.50\nw,9,2026-01-05,GBP,1",
    );
    expect(report).toMatchObject({ created: 1, waiting: 1 });
    expect(await pointsBy(ctx)).toEqual({ earn: 10, claw_back: 5 });
    await run("orders", `${HEADER}\n9,c,2026-01-04,GBP,2`);
    expect(
      await ctx.db.$count(
        refunds,
        and(eq(refunds.merchantId, ctx.merchantId), eq(refunds.waitingForOrder, "9")),
      ),
    ).toBe(0);
  });

  it("orders told again are unchanged, changed ones updated, and an older state changes nothing", async () => {
    const row = (total: string, at: string) => `${HEADER},updated_at\n1,c,2026-01-01,GBP,${total},${at}`;
    expect((await run("orders", row("5", "2026-01-02"))).report).toMatchObject({ created: 1 });
    expect((await run("orders", row("5", "2026-01-02"))).report).toMatchObject({ unchanged: 1 });
    expect((await run("orders", row("6", "2026-01-03"))).report).toMatchObject({ updated: 1 });
    expect((await run("orders", row("7", "2026-01-01"))).report).toMatchObject({ unchanged: 1 });
    expect((await stored())[0]?.totalMinor).toBe(600n);
  });

  it("with --no-awards nothing is earned, now or when the order is told again", async () => {
    await run("orders", `${HEADER}\n1,c,2026-01-01,GBP,10`, { noAwards: true });
    await run("orders", `${HEADER}\n1,c,2026-01-01,GBP,12`);
    expect(await pointsBy(ctx)).toEqual({});
  });

  it("a dry run reports what the import would do and leaves nothing behind", async () => {
    const content = `${HEADER}\n1,c,2026-01-01,GBP,10\n2,c,2026-01-01,GBP,x`;
    const { report } = await run("orders", content, { dryRun: true });
    expect(report).toEqual({ ...(await run("orders", content)).report, batch: null });
    ctx = await importStore(database, { currency: "GBP", timezone: "Europe/London" });
    await run("orders", content, { dryRun: true });
    for (const table of [orders, customers, importBatches, importRows, importErrors, auditLog, outboxEvents])
      expect(await ctx.db.$count(table, eq(table.merchantId, ctx.merchantId))).toBe(0);
  });

  it("a batch leaves one audit row for its end and one event, and no staged rows", async () => {
    const { report } = await run("orders", `${HEADER}\n1,c,2026-01-01,GBP,10`);
    const events = await ctx.db
      .select()
      .from(outboxEvents)
      .where(eq(outboxEvents.merchantId, ctx.merchantId));
    expect(events.map(({ type, payload }) => [type, payload.batch])).toEqual([
      ["import.finished", report.batch],
    ]);
    const audit = await ctx.db
      .select()
      .from(auditLog)
      .where(eq(auditLog.merchantId, ctx.merchantId))
      .orderBy(asc(auditLog.id));
    expect(audit.map((row) => row.action)).toEqual(["import.started", "import.finished"]);
    expect(await ctx.db.$count(importRows, eq(importRows.merchantId, ctx.merchantId))).toBe(0);
  });

  it("a marketer may import, support and analysts may not", async () => {
    const as = (role: "marketer" | "support" | "analyst"): Ctx => ({
      ...ctx,
      actor: { type: "staff", userId: newId(), role, email: "m@example.com" },
    });
    const request: ImportRequest = {
      kind: "orders",
      files: [importFile(`${HEADER}\n1,c,2026-01-01,GBP,10`)],
    };
    expect((await runImport(as("marketer"), request)).report.created).toBe(1);
    for (const role of ["support", "analyst"] as const)
      await expect(runImport(as(role), request)).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});

describe("other kinds", () => {
  it("customers: told fields are taken over, empty cells erase nothing, attributes are kept", async () => {
    await run(
      "customers",
      "customer_id,email,name,attr.size,tags,accepts_marketing,enrolled_at\n1,a@b.co,Ann,M,vip;uk,yes,2026-01-01",
    );
    const { report } = await run("customers", "customer_id,email,name,attr.shoe\n1,,Anna,39\n2,,,");
    expect(report).toMatchObject({ created: 1, updated: 1 });
    const [ann] = await ctx.db
      .select()
      .from(customers)
      .where(and(eq(customers.merchantId, ctx.merchantId), eq(customers.externalId, "1")));
    expect(ann).toMatchObject({
      email: "a@b.co",
      name: "Anna",
      tags: ["vip", "uk"],
      acceptsMarketing: true,
      attributes: { size: "M", shoe: "39" },
    });
    expect(ann?.enrolledAt?.toISOString()).toBe("2026-01-01T00:00:00.000Z");
    expect(
      (await run("customers", "customer_id,email,name,attr.shoe\n1,,Anna,39\n2,,,")).report,
    ).toMatchObject({ unchanged: 2 });
  });

  it("costs and answers: made, changed, unchanged; what is out of range is rejected", async () => {
    const cost = (amount: string) =>
      `cost_id,date,kind,amount,currency,note\n1,2026-01-01,software,${amount},GBP,x\n2,2026-01-01,cake,1,GBP,`;
    expect((await run("costs", cost("9.99"))).report).toMatchObject({ created: 1, rejected: 1 });
    expect((await run("costs", cost("9.98"))).report).toMatchObject({ updated: 1 });
    expect((await run("costs", cost("9.98"))).report).toMatchObject({ unchanged: 1 });
    const [row] = await ctx.db.select().from(programCosts).where(eq(programCosts.merchantId, ctx.merchantId));
    expect(row?.amountMinor).toBe(998n);
    const answers =
      "response_id,customer_id,answered_at,kind,score,comment\n1,c,2026-01-01,nps,10,good\n2,,2026-01-01,nps,11,\n3,,2026-01-01,csat,5,";
    expect((await run("surveys", answers)).report).toMatchObject({ created: 2, rejected: 1 });
    expect((await run("surveys", answers)).report).toMatchObject({ unchanged: 2, rejected: 1 });
    expect(await ctx.db.$count(surveyResponses, eq(surveyResponses.merchantId, ctx.merchantId))).toBe(2);
  });
});
