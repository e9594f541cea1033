import { afterAll, expect, test } from "vitest";
import { recordOrders } from "@/lib/features/orders";
import { execute } from "@/lib/platform/command";
import { read } from "@/lib/platform/query";
import { testDatabase } from "@/lib/testing/database";
import { makeStore, NOON } from "@/lib/testing/loyalty-store";
import { listActivity } from "./queries/list-activity";

const database = await testDatabase();
afterAll(() => database.drop());

test("a member reads by which rule and which steps an award came about, in the own language", async () => {
  const store = await makeStore(database, {
    earningRules: [
      {
        key: "purchase",
        name: { en: "Every purchase", ja: "お買い物" },
        trigger: "order.paid",
        effects: [{ type: "rate", asset: "points", units: 1, perMinor: 100 }],
        caps: { perOrder: 100 },
      },
    ],
    tiers: {
      metric: "spend",
      levels: [{ key: "gold", threshold: 5000, benefits: { earnMultiplierBps: 20_000 } }],
    },
  });
  const customerId = await store.addMember({ externalId: "ann" });
  const place = (externalId: string, totalMinor: string) => ({
    kind: "order",
    order: { externalId, customerExternalId: "ann", placedAt: NOON, totalMinor },
  });
  const facts = [place("o1", "5000"), place("o2", "4000"), place("o3", "9000")];
  await execute(store.as({ type: "system" }, NOON), recordOrders, { facts });
  const mine = store.as({ type: "customer", customerId }, NOON);
  const { rows } = await read(mine, listActivity, { locale: "ja" });
  const told = rows.map(({ sourceId, units, why }) => [
    sourceId,
    [units, why?.steps.map(({ step }) => step)],
  ]);
  expect(Object.fromEntries(told)).toEqual({
    o1: [50n, ["rate"]],
    o2: [80n, ["rate", "tier"]],
    o3: [100n, ["rate", "tier", "cap"]],
  });
  expect(rows[0]?.why).toMatchObject({ rule: "お買い物", trigger: "order.paid" });
});

test("a member's account tells every wallet with its own balance, and what is held back with what it waits for", async () => {
  const store = await makeStore(database, {
    earningRules: [
      {
        key: "later",
        trigger: "order.paid",
        effects: [{ type: "fixed", asset: "points", units: 30 }],
        activation: { type: "days", days: 14 },
      },
      {
        key: "stamp",
        trigger: "order.paid",
        stacking: "bonus",
        effects: [{ type: "fixed", asset: "stamps:card", units: 1 }],
      },
      {
        key: "back",
        trigger: "order.paid",
        stacking: "bonus",
        effects: [{ type: "percent", asset: "credit", percentBps: 500 }],
      },
    ],
    stampCards: [{ key: "card" }],
  });
  const customerId = await store.addMember({ externalId: "ben" });
  const order = { externalId: "o1", customerExternalId: "ben", placedAt: NOON, totalMinor: "4000" };
  await execute(store.as({ type: "system" }, NOON), recordOrders, { facts: [{ kind: "order", order }] });
  const { rows } = await read(store.as({ type: "customer", customerId }, NOON), listActivity, {});
  const wallets = Object.fromEntries(rows.map((row) => [row.asset, row]));
  expect(wallets).toMatchObject({
    points: { units: 0n, pending: 30n, balance: 0n, waiting: { availableOn: expect.any(Date) } },
    "stamps:card": { units: 1n, balance: 1n, waiting: null },
    credit: { units: 200n, balance: 200n, waiting: null },
  });
});
