import { afterAll, beforeAll, expect, test } from "vitest";
import { read } from "@/lib/platform/query";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { orderStore, orderTold, refundTold } from "@/lib/testing/order-store";
import { getCustomer, getCustomerLedger } from ".";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

type Store = Awaited<ReturnType<typeof orderStore>>;

async function pagesOf(store: Store) {
  const id = (await store.customer())?.id ?? "";
  const { rows } = await read(store.ctx, getCustomerLedger, { customerId: id });
  return { rows, customer: await read(store.ctx, getCustomer, { id }) };
}

test("points that became usable name the rule and the order that gave them, in the ledger and among the open points", async () => {
  const store = await orderStore(database, {
    earningRules: [
      {
        ...{ key: "purchase", name: { en: "Every purchase" }, trigger: "order.paid" },
        effects: [{ type: "rate", asset: "points", units: 1, perMinor: 100 }],
        activation: { type: "days", days: 14 },
      },
    ],
  });
  await store.tell(orderTold(), orderTold({ id: "o2", day: "03-01" }));
  const { rows, customer } = await pagesOf(store);
  const origin = { rule: "Every purchase", sourceType: "order", sourceId: "o1" };
  expect(rows.find(({ code }) => code === "activate")).toMatchObject({ moved: 50n, origin });
  expect(customer.lots[0]).toMatchObject({ ...origin, remaining: 50n });
});

test("the second refund of an order tells what both take together, and what the first had taken", async () => {
  const store = await orderStore(database);
  await store.tell(
    orderTold({ total: 3_333n }),
    refundTold({ amount: 1_000n }),
    refundTold({ id: "r2", amount: 1_000n, day: "02-02" }),
  );
  const { rows } = await pagesOf(store);
  const taken = rows.filter(({ code }) => code === "claw_back").map(({ clawBack }) => clawBack);
  expect(taken).toMatchObject([
    { awarded: 33n, earlier: 9n, taken: 10n, share: { refundedMinor: 2_000n, due: 19n, rounded: "floor" } },
    { awarded: 33n, earlier: 0n, taken: 9n, share: { refundedMinor: 1_000n, due: 9n, rounded: "floor" } },
  ]);
});

test("of a refund by lines no share of amounts is told", async () => {
  const store = await orderStore(database, {
    earningRules: [
      {
        ...{ key: "purchase", trigger: "order.paid" },
        basis: { amount: "lines_after_discounts" },
        effects: [{ type: "rate", asset: "points", units: 1, perMinor: 100 }],
      },
    ],
  });
  const lines = [
    { id: "cup", price: 1_000n },
    { id: "pot", price: 4_000n },
  ];
  await store.tell(
    orderTold({ lines }),
    refundTold({ amount: 500n, lines: [{ lineId: "pot", quantity: 1 }] }),
  );
  const { rows } = await pagesOf(store);
  expect(rows[0]?.clawBack).toMatchObject({ awarded: 50n, taken: 40n, share: null });
});
