import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ProgramDocumentInput } from "@/lib/domain/program/schema";
import { ledgerPost } from "@/lib/platform/ledger-post";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { orderStore, orderTold, refundTold } from "@/lib/testing/order-store";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase({ max: 20 });
});
afterAll(() => database.drop());

const tiers: ProgramDocumentInput["tiers"] = {
  metric: "spend",
  levels: [
    { key: "member", threshold: 0 },
    { key: "gold", threshold: 5_000, benefits: { earnMultiplierBps: 20_000 } },
  ],
};

describe("an order told twice", () => {
  // wpswings/points-and-rewards-for-woocommerce#104; odoo/odoo#222372, #214137, #211342
  test("as complete, settled or confirmed again earns once, also by twenty callers at once", async () => {
    const store = await orderStore(database);
    await store.tell(orderTold({ status: "pending" }));
    await Promise.all(Array.from({ length: 20 }, () => store.tell(orderTold())));
    await store.tell(orderTold({ paidAt: "2026-01-10T12:00:00Z", updated: "01-11" }));
    await store.tell(orderTold({ channel: "pos", updated: "01-12" }));
    expect(await store.customer()).toMatchObject({
      available: 50n,
      orders: 1,
      awards: { "o1 purchase": 50n },
    });
  });

  // robgpeak/CompLinks-xclub#232
  test("as two parts of one shop trip earns a bonus for the day once", async () => {
    const daily = {
      ...{ key: "daily", trigger: "order.paid" as const, stacking: "bonus" as const },
      effects: [{ type: "fixed" as const, asset: "points", units: 25 }],
      frequency: { times: 1, period: "day" as const },
    };
    const store = await orderStore(database, { earningRules: [daily] });
    await store.tell(orderTold({ id: "o1" }), orderTold({ id: "o2", day: "2026-01-10T12:05:00Z" }));
    await store.tell(orderTold({ id: "o3", day: "2026-01-10T12:10:00Z" }));
    expect((await store.customer())?.available).toBe(25n);
    // What is taken back makes room again, for what comes after.
    await store.tell(refundTold({ amount: 5_000n }), orderTold({ id: "o4", day: "2026-01-10T18:00:00Z" }));
    expect((await store.customer())?.awards).toEqual({ "o4 daily": 25n });
  });
});

describe("an order that changes", () => {
  // nopSolutions/nopCommerce#5595
  test("from paid to cancelled and back gives what it gave before, with spend and tier", async () => {
    const store = await orderStore(database, { tiers });
    await store.tell(orderTold());
    const before = await store.customer();
    await store.tell(orderTold({ status: "cancelled", updated: "02-01" }));
    expect(await store.customer()).toMatchObject({ available: 0n, spend: 0n, tier: "member", awards: {} });
    await store.tell(orderTold({ updated: "02-02" }));
    expect(await store.customer()).toEqual(before);
    await store.tell(orderTold({ status: "voided", updated: "02-03" }));
    await store.tell(orderTold({ updated: "02-04" }));
    expect(await store.customer()).toEqual(before);
    expect(await store.brokenInvariants()).toEqual([]);
  });

  test("to refunded by its status alone gives all back, and to partly refunded nothing until a refund says how much", async () => {
    const store = await orderStore(database);
    await store.tell(orderTold());
    await store.tell(orderTold({ status: "partially_refunded", updated: "02-01" }));
    expect((await store.customer())?.available).toBe(50n);
    await store.tell(orderTold({ status: "refunded", updated: "02-02" }));
    expect(await store.customer()).toMatchObject({ available: 0n, orders: 0 });
  });

  // FreeOpenSourcePOS/FloCafe#720
  test("by a voided line keeps only what the other lines earn", async () => {
    const store = await orderStore(database);
    await store.tell(orderTold({ total: 5_000n }));
    await store.tell(orderTold({ total: 3_000n, updated: "01-11" }));
    expect(await store.customer()).toMatchObject({ available: 30n, spend: 3_000n });
    await store.tell(orderTold({ total: 4_500n, updated: "01-12" }));
    expect(await store.customer()).toMatchObject({ available: 45n });
    await store.tell(orderTold({ total: 7_000n, updated: "01-13" }));
    expect(await store.customer()).toMatchObject({ available: 70n, spend: 7_000n });
    await store.tell(refundTold({ amount: 3_500n }));
    expect(await store.customer()).toMatchObject({ available: 35n, awards: { "o1 purchase": 35n } });
    expect(await store.brokenInvariants()).toEqual([]);
  });

  test("by an edit is judged again at the tier it was judged at first, not at the tier it led to", async () => {
    const store = await orderStore(database, { tiers });
    await store.tell(orderTold({ total: 6_000n }));
    expect(await store.customer()).toMatchObject({ available: 60n, tier: "gold" });
    await store.tell(orderTold({ total: 8_000n, updated: "01-12" }));
    expect(await store.customer()).toMatchObject({ available: 80n, tier: "gold" });
  });

  test("by an edit stays with the rule that awarded it, whatever its customer has become since", async () => {
    const effects = [{ type: "rate" as const, asset: "points", units: 1, perMinor: 100 }];
    const conditions = { all: [{ field: "orders" as const, op: "at_most" as const, value: 0 }] };
    const store = await orderStore(database, {
      earningRules: [{ key: "welcome", trigger: "order.paid", stacking: "base", effects, conditions }],
    });
    await store.tell(orderTold());
    await store.tell(orderTold({ total: 4_000n }));
    expect((await store.customer())?.awards).toEqual({ "o1 welcome": 40n });
    await store.tell(orderTold({ id: "o2", total: 10_000n, day: "03-01" }));
    await store.tell(refundTold({ amount: 100n, day: "04-01" }));
    expect((await store.customer())?.awards).toEqual({ "o1 welcome": 39n });
    await store.tell(orderTold({ total: 3_000n }));
    expect((await store.customer())?.awards).toEqual({ "o1 welcome": 29n });
    expect(await store.brokenInvariants()).toEqual([]);
  });

  test("by an exchange for the same amount keeps its award, whatever the new lines would earn", async () => {
    const rule = {
      ...{ key: "mugs", trigger: "order.paid" as const },
      basis: { amount: "lines_after_discounts" as const, only: { categories: ["mugs"] } },
      effects: [{ type: "rate" as const, asset: "points", units: 1, perMinor: 100 }],
    };
    const store = await orderStore(database, { earningRules: [rule] });
    await store.tell(orderTold({ lines: [{ id: "mug", price: 5_000n, category: "mugs" }] }));
    await store.tell(
      orderTold({ lines: [{ id: "pot", price: 5_000n, category: "pots" }], updated: "01-20" }),
    );
    expect((await store.customer())?.available).toBe(50n);
    await store.tell(refundTold({ amount: 2_500n, lines: [{ lineId: "pot", quantity: 1 }] }));
    expect((await store.customer())?.available).toBe(25n);
  });

  test("to a test order gives all back", async () => {
    const store = await orderStore(database);
    await store.tell(orderTold());
    await store.tell(orderTold({ isTest: true, updated: "01-11" }));
    expect(await store.customer()).toMatchObject({ available: 0n, orders: 0, spend: 0n });
  });

  test("of a blocked customer earns nothing, and is still taken back", async () => {
    const store = await orderStore(database);
    await store.addMember({ externalId: "c2", blockedAt: new Date("2026-01-05T00:00:00Z") });
    await store.tell(orderTold({ customer: "c2" }));
    expect(await store.customer("c2")).toMatchObject({ available: 0n, orders: 1 });
  });
});

describe("an order that is delivered", () => {
  const waiting: ProgramDocumentInput["earningRules"] = [
    {
      ...{ key: "purchase", trigger: "order.paid" },
      effects: [{ type: "rate", asset: "points", units: 1, perMinor: 100 }],
      activation: { type: "days", days: 10, after: "delivered" },
    },
    {
      ...{ key: "delivery", trigger: "order.delivered", stacking: "bonus" },
      effects: [{ type: "fixed", asset: "points", units: 5 }],
    },
  ];
  const delivered = { updated: "01-15", deliveredAt: "2026-01-15T09:00:00Z" };

  test("lets its units be used so many days later, expires them from then on, and earns for the delivery", async () => {
    const store = await orderStore(database, {
      earningRules: waiting,
      expiry: { type: "rolling", months: 12 },
    });
    await store.tell(orderTold());
    expect(await store.customer()).toMatchObject({ available: 0n, pending: 50n, earned: 0n });
    await store.tell(orderTold(delivered));
    const state = await store.customer();
    expect(state).toMatchObject({ available: 5n, pending: 50n });
    expect(state?.lots.find(({ isPending }) => isPending)).toMatchObject({
      availableFrom: new Date("2026-01-25T00:00:00Z"),
      expiresOn: "2027-01-25",
    });
    const customerId = state?.id ?? "";
    await ledgerPost(store.ctx.db, store.ctx, { due: [{ customerId, by: "2026-01-25" }] });
    expect(await store.customer()).toMatchObject({ available: 55n, pending: 0n, earned: 55n });
    expect(await store.brokenInvariants()).toEqual([]);
  });

  test("doubles what the delivery itself earned, and takes both back with a refund", async () => {
    const trigger = "order.delivered" as const;
    const rate = { type: "rate" as const, asset: "points", units: 1, perMinor: 100 };
    const double = { type: "multiply" as const, factorBps: 20_000 };
    const store = await orderStore(database, {
      earningRules: [
        { key: "purchase", trigger, effects: [rate] },
        { key: "double", trigger, stacking: "bonus", effects: [double] },
      ],
    });
    await store.tell(orderTold());
    expect(await store.customer()).toMatchObject({ available: 0n });
    await store.tell(orderTold(delivered));
    expect(await store.customer()).toMatchObject({ available: 100n });
    await store.tell(refundTold({ amount: 1_000n, day: "01-17" }));
    expect(await store.customer()).toMatchObject({ available: 80n });
    expect(await store.brokenInvariants()).toEqual([]);
  });

  test("voids what is pending of a part that comes back, and takes the rest of it from what had become usable", async () => {
    const store = await orderStore(database, { earningRules: waiting });
    await store.tell(orderTold(), refundTold({ amount: 1_000n, day: "01-12" }));
    expect(await store.customer()).toMatchObject({ available: 0n, pending: 40n, earned: 0n });
    await store.tell(
      orderTold(delivered),
      orderTold({ ...delivered, updated: "01-30", status: "cancelled" }),
    );
    expect(await store.customer()).toMatchObject({ available: 0n, pending: 0n, earned: 0n, awards: {} });
    expect(await store.brokenInvariants()).toEqual([]);
  });
});
