import { gzipSync } from "node:zlib";
import { and, asc, eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { customers, importBatches, orderLines, orders } from "@/db/schema";
import type { Ctx } from "@/lib/platform/ctx";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { faultsOf, importFile, importStore, pointsBy } from "@/lib/testing/import-store";
import { type ImportKind, type ImportRequest, mapSchema, runImport } from ".";

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
    expect(await faultsOf(ctx.db, ctx.merchantId)).toEqual([
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
