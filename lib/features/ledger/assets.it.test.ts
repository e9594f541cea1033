import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "@/lib/domain/id";
import { metrics } from "@/lib/features/analytics";
import { getCustomer, getCustomerLedger, listCustomers } from "@/lib/features/customers";
import { getMemberHome, listActivity } from "@/lib/features/members";
import { previewCondition } from "@/lib/features/segments";
import type { Ctx } from "@/lib/platform/ctx";
import { read } from "@/lib/platform/query";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { makeStore, NOON, type TestStore } from "@/lib/testing/loyalty-store";
import { post, postingsTo } from "@/lib/testing/wallet";
import { getRollForward, listLots } from ".";

let database: TestDatabase;
let store: TestStore;
let staff: Ctx;
let customerId: string;

/** 100 points of which 20 are spent, beside other assets of many more units. */
beforeAll(async () => {
  database = await testDatabase();
  store = await makeStore(database);
  staff = store.as({ type: "staff", userId: newId(), role: "owner", email: "o@example.com" }, NOON);
  customerId = await store.addMember();
  for (const [asset, units, spent] of [
    ["points", 100n, 20n],
    ["credit", 5000n, 4000n],
    ["stamps:coffee", 700n, 600n],
  ] as const) {
    const to = postingsTo(customerId, asset);
    await post(
      staff,
      to.earn(NOON, units, { sourceType: "order", expiresOn: "2026-03-20" }),
      to.debit(NOON, spent),
    );
  }
});
afterAll(() => database.drop());

test("store credit and stamps do not leak into a balance, a list, a segment or the points earned", async () => {
  const customer = await read(staff, getCustomer, { id: customerId });
  expect(customer).toMatchObject({
    pointsEarned: 100n,
    balance: { available: 80n, expiringSoon: { amount: 80n } },
  });
  expect(customer.lots).toHaveLength(1);
  const { rows } = await read(staff, getCustomerLedger, { customerId, asset: "points" });
  expect(rows.map(({ balance }) => balance)).toEqual([80n, 100n]);
  expect((await read(staff, listCustomers, {})).rows[0]).toMatchObject({ available: 80n, pending: 0n });
  expect(await read(staff, listLots, { customerId })).toHaveLength(1);
  const above = (value: number) =>
    read(staff, previewCondition, { condition: { all: [{ field: "points", op: "at_least", value }] } });
  expect([(await above(80)).size, (await above(81)).size]).toEqual([1, 0]);
  const self = store.as({ type: "customer", customerId }, NOON);
  const home = await read(self, getMemberHome, {});
  expect(home).toMatchObject({ balances: { available: 80n, pending: 0n, expiring: [{ amount: 80n }] } });
  const activity = await read(self, listActivity, {});
  const inPoints = activity.rows.filter(({ asset }) => asset === "points");
  expect(inPoints.map(({ units, balance }) => [units, balance])).toEqual([
    [-20n, 80n],
    [100n, 100n],
  ]);
});

test("store credit and stamps do not leak into a figure about points", async () => {
  const march = { from: "2026-03-01", to: "2026-04-01" };
  const rate = await metrics(staff, { kpi: "redemption_rate", ...march });
  expect(rate.value).toBe(0.2);
  const [day] = await read(staff, getRollForward, { from: "2026-03-10", to: "2026-03-11" });
  expect(day).toMatchObject({ earned: 100n, redeemed: 20n, closing: 80n });
  const [stamps] = await read(staff, getRollForward, {
    from: "2026-03-10",
    to: "2026-03-11",
    asset: "stamps:coffee",
  });
  expect(stamps).toMatchObject({ earned: 700n, redeemed: 600n, closing: 100n });
});
