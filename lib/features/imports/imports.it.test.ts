import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { and, asc, eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  auditLog,
  customers,
  importBatches,
  importErrors,
  importRows,
  orderLines,
  orders,
  outboxEvents,
  programCosts,
  refunds,
  surveyResponses,
} from "@/db/schema";
import { newId } from "@/lib/domain/id";
import type { Ctx } from "@/lib/platform/ctx";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { importStore, pointsBy } from "@/lib/testing/import-store";
import { type ImportKind, type ImportRequest, mapSchema, runImport } from ".";

let database: TestDatabase;
let ctx: Ctx;
const folder = mkdtempSync(join(tmpdir(), "regulars-import-"));
let files = 0;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  ctx = await importStore(database, { currency: "GBP", timezone: "Europe/London" });
});

function file(content: string | Buffer): ImportRequest["files"][number] {
  const name = `${++files}.csv`;
  writeFileSync(join(folder, name), content);
  return { name, path: join(folder, name) };
}

const run = (kind: ImportKind, content: string | Buffer, options: Partial<ImportRequest> = {}) =>
  runImport(ctx, { kind, files: [file(content)], ...options });

const stored = () =>
  ctx.db.select().from(orders).where(eq(orders.merchantId, ctx.merchantId)).orderBy(asc(orders.externalId));

const HEADER = "order_id,customer_id,placed_at,currency,total";

describe("reading", () => {
  it.each<[string, Buffer]>([
    [
      "UTF-8 with a byte order mark",
      Buffer.from("\uFEFForder_id,customer_id,placed_at,currency,total,title\n1,c,2026-01-01,GBP,5,Café"),
    ],
    [
      "semicolons and CRLF",
      Buffer.from("title;total;currency;placed_at;customer_id;order_id\r\nCafé;5;gbp;2026-01-01;c;1\r\n"),
    ],
    [
      "tabs",
      Buffer.from("order_id\tcustomer_id\tplaced_at\tcurrency\ttotal\ttitle\n1\tc\t2026-01-01\tGBP\t5\tCafé"),
    ],
    ["Windows-1252", Buffer.from(`${HEADER},title\n1,c,2026-01-01,GBP,5,Café`, "latin1")],
    ["UTF-16", Buffer.from(`\uFEFF${HEADER},title\n1,c,2026-01-01,GBP,5,Café`, "utf16le")],
    ["gzip", gzipSync(`${HEADER},title\n1,c,2026-01-01,GBP,5,Café`)],
  ])("understands %s", async (_, content) => {
    expect((await run("orders", content)).report).toMatchObject({ created: 1, rejected: 0 });
    const [line] = await ctx.db.select().from(orderLines).where(eq(orderLines.merchantId, ctx.merchantId));
    expect(line?.title).toBe("Café");
  });

  it("takes ids as text, also beyond 2^53 and with leading zeros", async () => {
    await run("orders", `${HEADER}\n90071992547409931,007,2026-01-01,GBP,1`);
    expect((await stored()).map((order) => order.externalId)).toEqual(["90071992547409931"]);
    expect(
      await ctx.db.$count(
        customers,
        and(eq(customers.merchantId, ctx.merchantId), eq(customers.externalId, "007")),
      ),
    ).toBe(1);
  });

  it("reads times without a zone in the store's zone, dates as their midnight, zones as they are", async () => {
    await run(
      "orders",
      `${HEADER}\na,c,2026-07-01 12:00,GBP,1\nb,c,2026-07-01,GBP,1\nc,c,2026-07-01T12:00:00+02:00,GBP,1`,
    );
    expect((await stored()).map((order) => order.placedAt.toISOString())).toEqual([
      "2026-07-01T11:00:00.000Z",
      "2026-06-30T23:00:00.000Z",
      "2026-07-01T10:00:00.000Z",
    ]);
  });

  it("rejects a row that cannot be read with its file line, column and reason; the others go in", async () => {
    const { report } = await run(
      "orders",
      [
        `${HEADER},title`,
        '1,c,2026-01-01,GBP,1.00,"two',
        'lines"',
        "2,c,2026-02-30,GBP,1.00,",
        "",
        "3,c,2026-01-01,USD,1.00,",
        "4,c,2026-01-01,GBP,ten,",
        "5,c,2026-01-01,GBP,1.005,",
        ",c,2026-01-01,GBP,1.00,",
        "7,c,2026-01-01,GBP,-1,",
        "8,c,2026-01-01,GBP,1.00,x,y",
        '9,c,2026-01-01,GBP,1.00,"open',
        "10,c,2026-01-01,GBP,1.00,",
      ].join("\n"),
    );
    expect(report).toMatchObject({ created: 2, rejected: 8 });
    const faults = await ctx.db
      .select({
        line: importErrors.line,
        column: importErrors.column,
        reason: importErrors.reason,
        value: importErrors.value,
      })
      .from(importErrors)
      .where(eq(importErrors.merchantId, ctx.merchantId))
      .orderBy(asc(importErrors.line));
    expect(faults).toEqual([
      { line: 4, column: "placed_at", reason: "not_a_time", value: "2026-02-30" },
      { line: 6, column: "currency", reason: "other_currency", value: "USD" },
      { line: 7, column: "total", reason: "not_a_number", value: "ten" },
      { line: 8, column: "total", reason: "too_many_decimals", value: "1.005" },
      { line: 9, column: "order_id", reason: "required", value: "" },
      { line: 10, column: "total", reason: "below_zero", value: "-1" },
      { line: 11, column: null, reason: "too_many_cells", value: "y" },
      { line: 12, column: null, reason: "quote_not_closed", value: '9,c,2026-01-01,GBP,1.00,"open' },
    ]);
    expect((await stored()).map((order) => order.externalId)).toEqual(["1", "10"]);
  });

  it("names missing columns and writes nothing; columns it does not know are reported", async () => {
    await expect(run("orders", "order_id,total\n1,2")).rejects.toMatchObject({
      code: "VALIDATION",
      reason: "missing_columns",
      params: { columns: "customer_id, placed_at, currency" },
    });
    expect(await ctx.db.$count(importBatches, eq(importBatches.merchantId, ctx.merchantId))).toBe(0);
    const { unknownColumns } = await run("orders", `${HEADER},colour\n1,c,2026-01-01,GBP,1,red`);
    expect(unknownColumns).toEqual(["colour"]);
  });
});

describe("orders and refunds", () => {
  it("joins lines of one order wherever they lie, and sums them exactly, rounded once, half up", async () => {
    const header = "order_id,customer_id,placed_at,currency,quantity,unit_price";
    await runImport(ctx, {
      kind: "orders",
      files: [
        file(`${header}\n1,c,2026-01-02,GBP,1,0.005\n2,c,2026-01-01,GBP,1,3\n1,c,2026-01-02,GBP,3,0.335`),
        file(`${header}\n1,c,2026-01-02,GBP,1,0.995`),
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
    const request: ImportRequest = { kind: "orders", files: [file(`${HEADER}\n1,c,2026-01-01,GBP,10`)] };
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

describe("maps", () => {
  it("rename, strip, compute, leave out by reason, and route rows to another kind", async () => {
    const map = mapSchema.parse({
      columns: {
        order_id: "No",
        customer_id: { column: "Who", strip: "\\.0$" },
        placed_at: "When",
        currency: { value: "GBP" },
        total: { multiply: ["Qty", "Price"] },
      },
      skip: [{ when: { column: "Qty", atMost: 0 }, reason: "no_quantity" }],
      routes: [
        {
          when: { column: "No", matches: "^C" },
          to: "refunds",
          columns: {
            refund_id: "No",
            customer_id: { column: "Who", strip: "\\.0$" },
            refunded_at: "When",
            currency: { value: "GBP" },
            amount: { multiply: ["Qty", "Price", -1] },
          },
        },
      ],
    });
    const { report, unknownColumns } = await run(
      "orders",
      "No,Who,When,Qty,Price,Extra\n1,7.0,2026-01-01,2,5.25,x\n2,7.0,2026-01-01,0,5,x\nC3,7.0,2026-01-02,-1,3,x\n4,7.0,2026-01-02,two,3,x",
      { map },
    );
    expect(report).toMatchObject({ created: 2, skipped: { no_quantity: 1 }, rejected: 1 });
    expect(unknownColumns).toEqual(["Extra"]);
    expect((await stored()).map((order) => [order.externalId, order.totalMinor])).toEqual([["1", 1050n]]);
    expect(await pointsBy(ctx)).toEqual({ earn: 10, claw_back: 3 });
  });

  it("that lack a required column, or name one that does not exist, are refused", async () => {
    const columns = { order_id: "a", customer_id: "a", placed_at: "a", currency: "a", total: "a" };
    const refuse = async (map: object, reason: string) =>
      expect(run("orders", "a\n1", { map: mapSchema.parse(map) })).rejects.toMatchObject({ reason });
    await refuse({ columns: { order_id: "a" } }, "map_lacks_columns");
    await refuse({ columns: { ...columns, colour: "a" } }, "map_names_unknown");
    await refuse({ columns: { ...columns, total: "b" } }, "missing_columns");
    expect(mapSchema.safeParse({ columns: { a: { column: "a", strip: "(" } } }).success).toBe(false);
  });
});
