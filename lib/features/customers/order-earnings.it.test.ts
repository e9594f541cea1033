import { afterAll, beforeAll, expect, test } from "vitest";
import { read } from "@/lib/platform/query";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { orderStore, orderTold, refundTold } from "@/lib/testing/order-store";
import { getCustomerOrders } from ".";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

type Store = Awaited<ReturnType<typeof orderStore>>;

async function ordersOf(store: Store) {
  const customerId = (await store.customer())?.id ?? "";
  return (await read(store.ctx, getCustomerOrders, { customerId })).rows;
}

test("an order tells what it earned of each asset by itself, and apart from it what is still pending", async () => {
  const shared = { trigger: "order.paid", stacking: "bonus" } as const;
  const store = await orderStore(database, {
    stampCards: [{ key: "tea" }],
    earningRules: [
      {
        key: "purchase",
        trigger: "order.paid",
        effects: [{ type: "rate", asset: "points", units: 1, perMinor: 100 }],
      },
      {
        ...shared,
        key: "later",
        effects: [{ type: "fixed", asset: "points", units: 150 }],
        activation: { type: "days", days: 365 },
      },
      { ...shared, key: "cashback", effects: [{ type: "percent", asset: "credit", percentBps: 300 }] },
      { ...shared, key: "stamp", effects: [{ type: "fixed", asset: "stamps:tea", units: 2 }] },
    ],
  });
  await store.tell(orderTold());
  expect(await ordersOf(store)).toMatchObject([
    {
      earned: [
        { asset: "points", state: "usable", units: 50n },
        { asset: "points", state: "pending", units: 150n },
        { asset: "credit", state: "usable", units: 150n },
        { asset: "stamps:tea", state: "usable", units: 2n },
      ],
      clawedBack: [],
    },
  ]);
  await store.tell(refundTold({ amount: 2_500n }));
  expect((await ordersOf(store))[0]?.clawedBack).toEqual([
    { asset: "points", units: 100n },
    { asset: "credit", units: 75n },
    { asset: "stamps:tea", units: 1n },
  ]);
});

test("an order that the shop calls paid is shown as refunded as far as its refunds go", async () => {
  const store = await orderStore(database);
  const status = async () => (await ordersOf(store)).map((order) => order.status);
  await store.tell(orderTold());
  expect(await status()).toEqual(["paid"]);
  await store.tell(refundTold({ amount: 2_000n }));
  expect(await status()).toEqual(["partially_refunded"]);
  await store.tell(refundTold({ id: "r2", amount: 3_000n }));
  expect(await status()).toEqual(["refunded"]);
});
