import { afterAll, expect, test } from "vitest";
import { testDatabase } from "@/lib/testing/database";
import { orderStore, orderTold, refundTold } from "@/lib/testing/order-store";

const database = await testDatabase();
afterAll(() => database.drop());

test("a refund gives back the room under the caps of the day and the month, for what comes after it", async () => {
  const store = await orderStore(database, {
    earningRules: [
      {
        ...{ key: "purchase", trigger: "order.paid" },
        effects: [{ type: "rate", asset: "points", units: 1, perMinor: 100 }],
        caps: {
          perPeriod: [
            { units: 60, period: "day" },
            { units: 100, period: "month" },
          ],
        },
      },
    ],
  });
  await store.tell(orderTold({ id: "o1" }), orderTold({ id: "o2", day: "2026-01-10T13:00:00Z" }));
  await store.tell(orderTold({ id: "o3", total: 6_000n, day: "01-12" }));
  const first = { "o1 purchase": 50n, "o2 purchase": 10n, "o3 purchase": 40n };
  expect((await store.customer())?.awards).toEqual(first);
  await store.tell(refundTold({ order: "o1", amount: 5_000n, day: "01-13" }));
  await store.tell(orderTold({ id: "o4", total: 9_900n, day: "2026-01-10T14:00:00Z" }));
  const { "o1 purchase": _, ...kept } = first;
  expect((await store.customer())?.awards).toEqual({ ...kept, "o4 purchase": 50n });
});
