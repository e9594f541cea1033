import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { memberships, staffUsers } from "@/db/schema";
import { newId } from "@/lib/domain/id";
import type { Role } from "@/lib/domain/permissions";
import { adjustPoints, reverseTransaction } from "@/lib/features/ledger";
import { recordOrders } from "@/lib/features/orders";
import { redeemReward } from "@/lib/features/rewards";
import { recordSubscription } from "@/lib/features/subscriptions";
import { execute } from "@/lib/platform/command";
import { read } from "@/lib/platform/query";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { makeStore, type TestStore } from "@/lib/testing/loyalty-store";
import {
  getCustomer,
  getCustomerHistory,
  getCustomerLedger,
  getCustomerOrders,
  getCustomerSurveyAnswers,
  setTierFloor,
  upsertCustomer,
} from ".";

const NOW = new Date("2026-03-10T12:00:00Z");
const agent = newId();

let database: TestDatabase;
let store: TestStore;
let other: TestStore;
let customerId: string;

const staff = (role: Role = "support", of = store, now = NOW) =>
  of.as({ type: "staff", userId: agent, role, email: "sam@example.com" }, now);

const order = (externalId: string, placedAt: string, totalMinor: string) => ({
  kind: "order" as const,
  order: { externalId, customerExternalId: "C1", placedAt, totalMinor },
});
const refund = (externalId: string, refundedAt: string, amountMinor: string, of: object) => ({
  kind: "refund" as const,
  refund: { externalId, refundedAt, amountMinor, ...of },
});

beforeAll(async () => {
  database = await testDatabase();
  store = await makeStore(database, {
    locales: ["en"],
    earningRules: [
      {
        key: "purchase",
        name: { en: "Every purchase" },
        trigger: "order.paid",
        effects: [{ type: "rate", asset: "points", units: 1, perMinor: 100 }],
      },
    ],
    tiers: {
      metric: "spend",
      levels: [
        { key: "silver", name: { en: "Silver" }, threshold: 5_000, benefits: { earnMultiplierBps: 15_000 } },
        { key: "gold", name: { en: "Gold" }, threshold: 50_000 },
      ],
    },
    rewards: [{ key: "five", name: { en: "£5 off" }, kind: "amount_off", price: 20, valueMinor: 500 }],
    perks: { plans: [{ key: "box", interval: { unit: "month" } }] },
    expiry: { type: "rolling", months: 1 },
  });
  other = await makeStore(database);
  await database.owner.insert(staffUsers).values({
    id: agent,
    email: "sam@example.com",
    name: "Sam",
    passwordHash: "",
    createdAt: NOW,
  });
  await database.owner
    .insert(memberships)
    .values({ merchantId: store.merchantId, userId: agent, role: "support", createdAt: NOW });

  ({ id: customerId } = await execute(staff(), upsertCustomer, { externalId: "C1", name: "Ida" }));
  await execute(staff(), recordOrders, {
    facts: [
      order("A", "2026-02-20T10:00:00Z", "6050"),
      order("B", "2026-03-01T10:00:00Z", "3333"),
      refund("R", "2026-03-02T10:00:00Z", "1000", { orderExternalId: "B" }),
      refund("S", "2026-03-03T10:00:00Z", "500", { customerExternalId: "C1" }),
    ],
  });
  await execute(staff(), redeemReward, { customerId, rewardKey: "five" });
  await execute(staff(), recordSubscription, { customerId, plan: "box" });
});
afterAll(() => database.drop());

const ledger = (input: object = {}, role: Role = "support") =>
  read(staff(role), getCustomerLedger, { customerId, ...input });

describe("the customer", () => {
  test("has balances, what expires when, the tier held and what the next one needs", async () => {
    const customer = await read(staff("support"), getCustomer, { id: customerId });
    // 60 for A; B 33 × 1.5 = 49, of which the refund takes 14 (49 × 10 ÷ 33.33); S takes 5; the reward 20.
    expect(customer.balance).toEqual({
      available: 70n,
      pending: 0n,
      expiring: [
        { amount: 35n, on: "2026-03-20" },
        { amount: 35n, on: "2026-04-01" },
      ],
      expiringSoon: { amount: 70n, withinDays: 60, first: "2026-03-20" },
    });
    expect(customer.tier).toMatchObject({
      current: { key: "silver", name: "Silver", place: { step: 1, of: 2 } },
      next: {
        key: "gold",
        name: "Gold",
        place: { step: 2, of: 2 },
        have: 7883n,
        need: 50000n,
      },
    });
    expect(customer.lots.map((lot) => [lot.amount, lot.remaining, lot.sourceId])).toEqual([
      [60n, 35n, "A"],
      [49n, 35n, "B"],
    ]);
  });

  test("is not found for another store, also not its rows", async () => {
    const foreign = staff("owner", other);
    const tried = await Promise.allSettled([
      read(foreign, getCustomerLedger, { customerId }),
      read(foreign, getCustomerOrders, { customerId }),
      read(foreign, getCustomerSurveyAnswers, { customerId }),
      read(foreign, getCustomerHistory, { customerId }),
    ]);
    for (const answer of tried)
      expect(answer).toMatchObject({ status: "rejected", reason: { code: "NOT_FOUND" } });
    await expect(read(foreign, getCustomer, { externalId: "C1" })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });
});

describe("the ledger", () => {
  test("has each row's amount and the balance after it, which ends at the balance of today", async () => {
    const { rows } = await ledger();
    expect(rows.map((row) => [row.code, row.moved, row.balance])).toEqual([
      ["redeem", -20n, 70n],
      ["claw_back", -5n, 90n],
      ["claw_back", -14n, 95n],
      ["earn", 49n, 109n],
      ["earn", 60n, 60n],
    ]);
  });

  test("explains an award with the names of its program version, step by step, and what was rounded", async () => {
    const { rows } = await ledger();
    expect(rows[3]?.award).toMatchObject({
      rule: "Every purchase",
      steps: [
        { step: "rate", basis: 3333n, units: 1, perMinor: 100, result: 33n, rounded: "floor" },
        { step: "tier", tier: "Silver", factorBps: 15000, result: 49n, rounded: "floor" },
      ],
    });
    expect(rows[2]?.clawBack).toEqual({
      ...{ rule: "Every purchase", awarded: 49n, earlier: 0n, taken: 14n },
      share: { refundedMinor: 1000n, totalMinor: 3333n, due: 14n, rounded: "floor" },
    });
    expect(rows[1]).toMatchObject({ clawBack: null, looseRule: "Every purchase" });
    expect(rows[2]?.refund).toEqual({ amountMinor: 1000n, order: "B" });
    expect(rows[1]?.refund).toEqual({ amountMinor: 500n, order: null });
    expect(rows[0]).toMatchObject({ rewardName: "£5 off", actor: { type: "staff", name: "Sam" } });
  });

  test("says of each row whether it can be reversed, and why not", async () => {
    const { transactionId } = await execute(staff(), adjustPoints, {
      customerId,
      amount: "5",
      reason: "goodwill",
    });
    const reversal = async () => (await ledger()).rows.map((row) => row.reversal);
    expect(await reversal()).toEqual([
      "possible",
      "redemption",
      "follows_order",
      "follows_order",
      "follows_order",
      "follows_order",
    ]);
    await execute(staff(), reverseTransaction, { transactionId, note: "mistake" });
    expect((await reversal()).slice(0, 2)).toEqual(["is_reversal", "reversed"]);
    expect((await ledger()).rows[0]).toMatchObject({ moved: -5n, reverses: { code: "adjust" } });
  });

  test("pages with the right balances, and a fact told late moves the balances after it", async () => {
    const whole = (await ledger()).rows.map((row) => [row.id, row.balance]);
    const first = await ledger({ limit: 3 });
    const rest = await ledger({ cursor: first.next });
    expect([...first.rows, ...rest.rows].map((row) => [row.id, row.balance])).toEqual(whole);

    await execute(staff(), recordOrders, { facts: [order("LATE", "2026-02-01T10:00:00Z", "1000")] });
    const after = (await ledger()).rows.filter((row) => row.sourceId !== "LATE");
    expect(after.at(-1)?.balance).toBe(75n);
  });

  test("tells of expired points the last day they could be used", async () => {
    const late = staff("support", store, new Date("2026-04-15T12:00:00Z"));
    await execute(late, adjustPoints, { customerId, amount: "1", reason: "other" });
    const expired = (await ledger()).rows.filter((row) => row.code === "expire");
    expect(expired.map((row) => row.lastDay)).toEqual(["2026-04-01", "2026-03-20", "2026-03-01"]);
    expect(expired[0]).toMatchObject({ actor: { type: "job" }, reversal: "expired" });
  });
});

describe("orders and history", () => {
  test("orders carry their refunds and points; refunds without an order stand apart", async () => {
    const { rows, looseRefunds } = await read(staff(), getCustomerOrders, { customerId });
    const b = rows.find((row) => row.externalId === "B");
    expect(b).toMatchObject({
      totalMinor: 3333n,
      refundedMinor: 1000n,
      status: "partially_refunded",
      earned: [{ asset: "points", state: "usable", units: 49n }],
      clawedBack: [{ asset: "points", units: 14n }],
      refunds: [{ externalId: "R", amountMinor: 1000n }],
    });
    expect(looseRefunds).toMatchObject([{ externalId: "S", clawedBack: [{ asset: "points", units: 5n }] }]);
  });

  test("history names the tier, the reward and the day on which something happened that was told later", async () => {
    await execute(staff(), setTierFloor, { customerId, tier: "gold", reason: "a friend" });
    await execute(staff(), setTierFloor, { customerId, tier: null, reason: "no more" });
    const { rows } = await read(staff("owner"), getCustomerHistory, { customerId, limit: 100 });
    const floors = rows.filter((row) => row.action === "customer.set_tier_floor");
    expect(floors.map((row) => row.subject).sort()).toEqual(["Gold", null]);
    expect(rows.find((row) => row.action === "reward.redeem")?.subject).toBe("£5 off");
    expect(rows.find((row) => row.subjectId === "LATE")?.occurredAt).toEqual(
      new Date("2026-02-01T10:00:00Z"),
    );
  });

  test("history holds every write with who did it, and is not for an analyst", async () => {
    const { rows } = await read(staff("owner"), getCustomerHistory, { customerId, limit: 100 });
    expect(new Set(rows.map((row) => row.action))).toEqual(
      new Set([
        "customer.create",
        "order.record",
        "refund.record",
        "reward.redeem",
        "points.adjust",
        "ledger.reverse",
        "subscription.create",
        "customer.set_tier_floor",
      ]),
    );
    expect(rows.every((row) => row.actor.type === "staff" && row.actor.name === "Sam")).toBe(true);
    await expect(read(staff("analyst"), getCustomerHistory, { customerId })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  });
});
