import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { auditLog, customers, orders, redemptions } from "@/db/schema";
import { newId } from "@/lib/domain/id";
import { adjustPoints } from "@/lib/features/ledger";
import { publishDocument, pullDocument } from "@/lib/features/programs";
import { redeemReward } from "@/lib/features/rewards";
import { execute } from "@/lib/platform/command";
import { read } from "@/lib/platform/query";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { makeStore, type TestStore } from "@/lib/testing/loyalty-store";
import { recordOrders } from ".";
import { orderByHand, refundByHand } from "./by-hand";

const NOW = new Date("2026-07-10T12:00:00Z");
const london = { currency: "GBP", timezone: "Europe/London" };

let database: TestDatabase;
let store: TestStore;

beforeAll(async () => {
  database = await testDatabase();
  store = await makeStore(database, {
    rewards: [{ key: "five", kind: "amount_off", price: 10, valueMinor: 500 }],
  });
  await store.addMember({ externalId: "C1" });
  await store.addMember({ externalId: "C2" });
});
afterAll(() => database.drop());

const staff = () =>
  store.as({ type: "staff", userId: newId(), role: "support", email: "sam@example.com" }, NOW);
const orderForm = { customerExternalId: "C1", orderId: "H1", placedAt: "2026-07-01T09:30", total: "31.50" };
const refundForm = {
  customerExternalId: "C1",
  refundId: "HR1",
  refundedAt: "2026-07-02T09:30",
  amount: "10",
};
const order = (form: object = {}, key = newId()) =>
  execute(staff(), recordOrders, orderByHand({ ...orderForm, ...form }, london, NOW), {
    idempotencyKey: key,
  });
const refund = (form: object = {}) =>
  execute(staff(), recordOrders, refundByHand({ ...refundForm, ...form }, london, NOW));
const fields = (fieldErrors: object) => ({ code: "VALIDATION", fieldErrors });

describe("what staff types", () => {
  test.each([
    ["12.34", "GBP", 1234n],
    ["12.3", "GBP", 1230n],
    ["0.07", "GBP", 7n],
    ["9999999.99", "GBP", 999_999_999n],
    ["1234", "JPY", 1234n],
    ["1.234", "KWD", 1234n],
  ])("reads %s %s to the last minor unit", (total, currency, minor) => {
    const { facts } = orderByHand({ ...orderForm, total }, { ...london, currency }, NOW);
    expect(facts[0]?.order.totalMinor).toBe(minor);
  });

  test("is refused field by field: more decimals than the currency has, words, below zero, days to come", () => {
    const lines = [{ title: "Pen", quantity: "0", unitPrice: "-1" }];
    for (const [form, fieldErrors] of [
      [{ total: "1.005" }, { total: "decimals:2" }],
      [
        { total: "1,50", placedAt: "soon" },
        { total: "decimals:2", placedAt: "date_format" },
      ],
      [{ total: "-1" }, { total: "not_negative" }],
      [{ placedAt: "2026-07-10T13:01" }, { placedAt: "in_future" }],
      [{ lines }, { "lines.0.quantity": "whole_number", "lines.0.unitPrice": "not_negative" }],
    ])
      expect(() => orderByHand({ ...orderForm, ...form }, london, NOW)).toThrow(
        expect.objectContaining(fields(fieldErrors as object)),
      );
  });

  test("is refused above the largest amount a person can type, which the refusal tells in major units", () => {
    const total = "10000000";
    expect(() => orderByHand({ ...orderForm, total }, london, NOW)).toThrow(
      expect.objectContaining(fields({ total: "too_large:9999999.99" })),
    );
    expect(() => orderByHand({ ...orderForm, total: "1e9" }, { ...london, currency: "JPY" }, NOW)).toThrow(
      expect.objectContaining(fields({ total: "whole_number" })),
    );
    expect(() => refundByHand({ ...refundForm, amount: total }, london, NOW)).toThrow(
      expect.objectContaining(fields({ amount: "too_large:9999999.99" })),
    );
    const lines = [{ title: "Pen", quantity: "1", unitPrice: total }];
    expect(() => orderByHand({ ...orderForm, lines }, london, NOW)).toThrow(
      expect.objectContaining(fields({ "lines.0.unitPrice": "too_large:9999999.99" })),
    );
  });

  test("takes times from the store's wall clock, prices below a minor unit, and codes apart by blanks or commas", () => {
    const form = {
      ...orderForm,
      rewardCodes: "ab12, cd34",
      lines: [{ title: "Pen", quantity: "3", unitPrice: "0.125" }],
    };
    expect(orderByHand(form, london, NOW).facts[0]?.order).toMatchObject({
      placedAt: new Date("2026-07-01T08:30:00Z"),
      rewardCodes: ["AB12", "CD34"],
      lines: [{ title: "Pen", quantity: 3, unitPriceMicro: 125_000n }],
    });
  });
});

describe("recording by hand", () => {
  test("goes through the import's command: points, counters and an audit row, once for a double click", async () => {
    const key = newId();
    const [first, second] = await Promise.all([order({}, key), order({}, key)]);
    expect(first).toEqual(second);
    expect(first).toMatchObject({ units: "31", facts: [{ outcome: "created" }] });
    const [customer] = await database.db
      .select({ spend: customers.spendMinor, orders: customers.ordersCount })
      .from(customers)
      .where(and(eq(customers.merchantId, store.merchantId), eq(customers.externalId, "C1")));
    expect(customer).toEqual({ spend: 3150n, orders: 1 });
    const audit = await database.db
      .select({ action: auditLog.action })
      .from(auditLog)
      .where(and(eq(auditLog.merchantId, store.merchantId), eq(auditLog.subjectId, "H1")));
    expect(audit).toEqual([{ action: "order.record" }]);
  });

  test("refuses an id that is recorded already and leaves that order as it is", async () => {
    await expect(order({ customerExternalId: "C2", total: "9" })).rejects.toMatchObject(
      fields({ orderId: "already_recorded" }),
    );
    const [stored] = await database.db.select().from(orders).where(eq(orders.externalId, "H1"));
    expect(stored?.totalMinor).toBe(3150n);
  });

  test("refuses a refund of an unknown order, of somebody else's, above what is left, or told twice", async () => {
    await expect(refund({ orderId: "NONE" })).rejects.toMatchObject(fields({ orderId: "order_unknown" }));
    await expect(refund({ orderId: "H1", customerExternalId: "C2" })).rejects.toMatchObject(
      fields({ orderId: "order_of_other_customer" }),
    );
    await expect(refund({ orderId: "H1", amount: "31.51" })).rejects.toMatchObject(
      fields({ amount: "above_order" }),
    );
    expect(() => refundByHand({ ...refundForm, amount: "0" }, london, NOW)).toThrow(
      expect.objectContaining(fields({ amount: "above_zero" })),
    );
    expect(await refund({ orderId: "H1" })).toMatchObject({ units: "-9" });
    await expect(refund({ orderId: "H1" })).rejects.toMatchObject(fields({ refundId: "already_recorded" }));
    await expect(refund({ refundId: "HR2", orderId: "H1", amount: "21.51" })).rejects.toMatchObject(
      fields({ amount: "above_order" }),
    );
    expect(await refund({ refundId: "HR3", amount: "5" })).toMatchObject({ units: "-5" });
  });

  test("earns by the program of the order's time and moves the tier by the program of now", async () => {
    const ladder = (threshold: number) => ({
      metric: "spend" as const,
      levels: [{ key: "gold", name: { en: "Gold" }, threshold }],
    });
    const shop = await makeStore(database, { tiers: ladder(100_000) });
    await shop.addMember({ externalId: "C1" });
    const ctx = shop.as({ type: "system" }, NOW);
    const document = { ...(await read(ctx, pullDocument, {})), earningRules: [], tiers: ladder(3_000) };
    await execute(ctx, publishDocument, { document });
    const told = await execute(ctx, recordOrders, orderByHand(orderForm, london, NOW));
    expect(told.units).toBe("31");
    const [customer] = await database.db
      .select({ tier: customers.tierKey, since: customers.tierSince })
      .from(customers)
      .where(and(eq(customers.merchantId, shop.merchantId), eq(customers.externalId, "C1")));
    expect(customer).toEqual({ tier: "gold", since: NOW });
  });

  test("marks a reward code as used, and refuses one that nobody holds", async () => {
    const [customer] = await database.db
      .select({ id: customers.id })
      .from(customers)
      .where(and(eq(customers.merchantId, store.merchantId), eq(customers.externalId, "C2")));
    const customerId = customer?.id ?? "";
    await execute(staff(), adjustPoints, { customerId, amount: "10", reason: "goodwill" });
    const { redemptionId } = await execute(staff(), redeemReward, { customerId, rewardKey: "five" });
    const known = eq(redemptions.id, redemptionId);
    const [taken] = await database.db.select({ code: redemptions.code }).from(redemptions).where(known);
    const form = { customerExternalId: "C2", orderId: "H2" };
    await expect(order({ ...form, rewardCodes: "NOPE" })).rejects.toMatchObject(
      fields({ rewardCodes: "code_unknown" }),
    );
    await order({ ...form, rewardCodes: taken?.code.toLowerCase() });
    const [used] = await database.db.select({ status: redemptions.status }).from(redemptions).where(known);
    expect(used?.status).toBe("used");
  });
});
