import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ProgramDocumentInput } from "@/lib/domain/program/schema";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { orderStore, orderTold, refundTold } from "@/lib/testing/order-store";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const bonus = (
  key: string,
  field: "order_number" | "days_since_order",
  op: "equals" | "at_most",
  value: number,
) => ({
  ...{ key, trigger: "order.paid" as const, stacking: "bonus" as const },
  conditions: { all: [{ field, op, value }] },
  effects: [{ type: "fixed" as const, asset: "points", units: 100 }],
});
const purchase: ProgramDocumentInput["earningRules"][number] = {
  ...{ key: "purchase", trigger: "order.paid" },
  effects: [{ type: "rate", asset: "points", units: 1, perMinor: 1_000 }],
};
const second = { earningRules: [purchase, bonus("second", "order_number", "equals", 2)] };

const a = orderTold({ id: "o1", day: "01-10" });
const b = orderTold({ id: "o2", day: "01-20" });
const c = orderTold({ id: "o3", day: "01-30" });

describe("the bonus for a second purchase", () => {
  test("goes from the second order to the third when the first is wholly refunded, and back when the refund shrinks", async () => {
    const store = await orderStore(database, second);
    await store.tell(a, b, c);
    const before = await store.customer();
    expect(before?.awards).toMatchObject({ "o2 second": 100n });
    await store.tell(refundTold({ order: "o1", amount: 5_000n }));
    const moved = await store.customer();
    expect(moved?.awards).toEqual({ "o2 purchase": 5n, "o3 purchase": 5n, "o3 second": 100n });
    await store.tell(refundTold({ order: "o1", amount: 1_000n }));
    expect((await store.customer())?.awards).toEqual({ ...before?.awards, "o1 purchase": 4n });
    expect(await store.brokenInvariants()).toEqual([]);
  });

  test("is taken back when the first order is cancelled and no third has come, and stays with a refund of a part", async () => {
    const store = await orderStore(database, second);
    await store.tell(a, b);
    await store.tell(refundTold({ order: "o1", amount: 4_999n }));
    expect((await store.customer())?.awards).toMatchObject({ "o2 second": 100n });
    await store.tell(orderTold({ id: "o1", status: "cancelled", updated: "02-10" }));
    expect((await store.customer())?.awards).toEqual({ "o2 purchase": 5n });
    await store.tell(orderTold({ id: "o1", updated: "02-11" }));
    expect((await store.customer())?.awards).toMatchObject({ "o2 second": 100n });
  });

  test.each([
    ["the first last", [b, c, a]],
    ["the last first", [c, b, a]],
    ["the second last", [a, c, b]],
  ])("is the same whatever the order in which they are told: %s", async (_, facts) => {
    const store = await orderStore(database, second);
    for (const fact of facts) await store.tell(fact);
    expect((await store.customer())?.awards).toEqual({
      ...{ "o1 purchase": 5n, "o2 purchase": 5n, "o2 second": 100n, "o3 purchase": 5n },
    });
    expect(await store.customer()).toMatchObject({ available: 115n });
    const other = await orderStore(database, second);
    await other.tell(...facts);
    expect((await other.customer())?.awards).toEqual((await store.customer())?.awards);
  });
});

test("the bonus for coming back within days goes by the order before, also when that is told late", async () => {
  const soon = { earningRules: [bonus("soon", "days_since_order", "at_most", 10)] };
  const store = await orderStore(database, soon);
  await store.tell(a, c);
  expect((await store.customer())?.awards).toEqual({});
  await store.tell(b);
  expect((await store.customer())?.awards).toEqual({ "o2 soon": 100n, "o3 soon": 100n });
  await store.tell(orderTold({ id: "o2", day: "01-20", status: "cancelled", updated: "02-01" }));
  expect((await store.customer())?.awards).toEqual({});
});
