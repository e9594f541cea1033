import { and, eq } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { ledgerTransactions } from "@/db/schema";
import type { Condition } from "@/lib/domain/conditions/schema";
import { getCustomerLedger } from "@/lib/features/customers";
import { saveSegment } from "@/lib/features/segments";
import { execute } from "@/lib/platform/command";
import { read } from "@/lib/platform/query";
import { testDatabase } from "@/lib/testing/database";
import { makeStore, STORE_START } from "@/lib/testing/loyalty-store";
import { recordStatements } from "@/lib/testing/statements";
import { recordOrders } from "./commands/record-orders";

const database = await testDatabase();
const recorder = recordStatements(database.url);
afterAll(async () => {
  await recorder.end();
  await database.drop();
});

const NOW = new Date("2026-06-01T10:00:00Z");

const purchase = {
  key: "purchase",
  trigger: "order.paid" as const,
  effects: [{ type: "rate" as const, asset: "points" as const, units: 1, perMinor: 100 }],
};
const double = {
  key: "double",
  trigger: "order.paid" as const,
  stacking: "bonus" as const,
  effects: [{ type: "multiply" as const, factorBps: 20_000 }],
};

/** A store whose segment `chosen`, of this condition, gets double points. */
async function storeWith(condition: Condition) {
  const store = await makeStore(database, {
    earningRules: [purchase, { ...double, who: { segments: ["chosen"] } }],
  });
  const ctx = store.as({ type: "system" }, NOW);
  await execute(ctx, saveSegment, { name: "Chosen", condition });
  return { ...store, ctx };
}

type Told = {
  id: string;
  customer?: string;
  day?: string;
  total?: bigint;
  category?: string;
  status?: string;
};
const order = ({ id, customer = "c1", day = "10", total = 1_000n, category, status = "paid" }: Told) => ({
  kind: "order",
  order: {
    externalId: id,
    customerExternalId: customer,
    status,
    placedAt: `2026-05-${day}T12:00:00Z`,
    totalMinor: total,
    lines: category
      ? [{ category, lineId: "1", sku: null, title: null, collection: null, quantity: 1, unitPriceMicro: 1n }]
      : [],
  },
});

/** Rules that gave points, by order: `o1:purchase`. */
async function awarded(ctx: { merchantId: string }): Promise<string[]> {
  const rows = await database.db
    .select({ key: ledgerTransactions.idempotencyKey })
    .from(ledgerTransactions)
    .where(and(eq(ledgerTransactions.merchantId, ctx.merchantId), eq(ledgerTransactions.code, "earn")));
  return rows.map(({ key }) => key.replace(/^order:|earn:|:points$/g, "")).sort();
}

describe("a rule for a segment", () => {
  it("gives to who is in, not to who is out, and keeps the segment with the award", async () => {
    const { ctx, addMember } = await storeWith({ all: [{ field: "country", op: "any_of", values: ["gb"] }] });
    const customerId = await addMember({ externalId: "in", country: "GB" });
    await addMember({ externalId: "out", country: "FR" });
    await execute(ctx, recordOrders, {
      facts: [
        order({ id: "o1", customer: "in" }),
        order({ id: "o2", customer: "out" }),
        order({ id: "o3", customer: "new" }),
      ],
    });
    expect(await awarded(ctx)).toEqual(["o1:double", "o1:purchase", "o2:purchase", "o3:purchase"]);
    const [kept] = await database.db
      .select({ trace: ledgerTransactions.trace })
      .from(ledgerTransactions)
      .where(
        and(
          eq(ledgerTransactions.merchantId, ctx.merchantId),
          eq(ledgerTransactions.idempotencyKey, "order:o1:earn:double:points"),
        ),
      );
    expect(kept?.trace).toMatchObject({ facts: { segments: ["chosen"] } });
    const { rows } = await read(ctx, getCustomerLedger, { customerId });
    expect(rows.map(({ award }) => [award?.rule, award?.segments]).sort()).toEqual([
      ["double", ["Chosen"]],
      ["purchase", []],
    ]);
  });

  it.each([
    ["in one call", 1],
    ["in a call each", 2],
  ])("judges each order of a customer on what the one before left, told %s", async (_, calls) => {
    const { ctx } = await storeWith({
      all: [
        { field: "orders", op: "at_least", value: 1, withinDays: 3 },
        { field: "category", op: "any_of", values: ["tea"] },
        { field: "points", op: "at_most", value: 20 },
        { field: "first_order", op: "within_days", days: 30 },
      ],
    });
    const facts = [
      order({ id: "o1", day: "10", category: "mugs" }),
      order({ id: "o2", day: "11", category: "tea" }),
      order({ id: "o3", day: "13" }),
      // By now there are more than 20 points.
      order({ id: "o4", day: "14" }),
    ];
    if (calls === 1) await execute(ctx, recordOrders, { facts });
    else for (const fact of facts) await execute(ctx, recordOrders, { facts: [fact] });
    expect((await awarded(ctx)).filter((key) => key.endsWith("double"))).toEqual(["o3:double"]);
  });

  it.each([
    ["in one call", 1],
    ["in a call each", 2],
  ])("does not count an order that was cancelled before, told %s", async (_, calls) => {
    const { ctx } = await storeWith({ all: [{ field: "orders", op: "at_least", value: 1, withinDays: 10 }] });
    const facts = [
      order({ id: "o1" }),
      order({ id: "o1", status: "cancelled" }),
      order({ id: "o2", day: "11" }),
    ];
    if (calls === 1) await execute(ctx, recordOrders, { facts });
    else for (const fact of facts) await execute(ctx, recordOrders, { facts: [fact] });
    expect(await awarded(ctx)).toEqual(["o1:purchase", "o2:purchase"]);
  });

  it("holds nobody once the segment is gone from the store", async () => {
    const store = await makeStore(database, {
      earningRules: [purchase, { ...double, who: { segments: ["gone"] } }],
    });
    const ctx = store.as({ type: "system" }, NOW);
    await execute(ctx, recordOrders, { facts: [order({ id: "o1" })] });
    expect(await awarded(ctx)).toEqual(["o1:purchase"]);
  });

  it("ranks by the spend of the store", async () => {
    const { ctx, addMember } = await storeWith({ all: [{ field: "spend", op: "top_percent", percent: 20 }] });
    for (let i = 1; i <= 5; i++)
      await addMember({
        externalId: `c${i}`,
        ordersCount: 1,
        spendMinor: BigInt(i),
        lastOrderAt: STORE_START,
      });
    await execute(ctx, recordOrders, {
      facts: [order({ id: "o4", customer: "c4" }), order({ id: "o5", customer: "c5" })],
    });
    expect((await awarded(ctx)).filter((key) => key.endsWith("double"))).toEqual(["o5:double"]);
  });
});

describe("what orders cost to book", () => {
  const statementsOf = async (count: number, condition: Condition | null) => {
    const store = condition ? await storeWith(condition) : await makeStore(database);
    const ctx = { ...store.as({ type: "system" }, NOW), db: recorder.db };
    recorder.statements.clear();
    await execute(ctx, recordOrders, {
      facts: Array.from({ length: count }, (_, i) => order({ id: `o${i}`, customer: `c${i % 7}` })),
    });
    return [...recorder.statements];
  };

  it("is no statement more where no rule names a segment, and no more for many orders than for one", async () => {
    const rank: Condition = {
      all: [
        { field: "spend", op: "top_percent", percent: 5 },
        { field: "category", op: "any_of", values: ["tea"] },
      ],
    };
    const without = await statementsOf(50, null);
    expect(without.filter((text) => /segments|survey_responses|subscriptions/.test(text))).toEqual([]);
    const few = await statementsOf(1, rank);
    const many = await statementsOf(50, rank);
    expect(few.some((text) => text.includes('"segments"'))).toBe(true);
    expect(many.length).toBe(few.length);
  });
});
