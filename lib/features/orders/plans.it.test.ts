import { afterAll, beforeAll, expect, test } from "vitest";
import { getCustomerLedger } from "@/lib/features/customers";
import { changeSubscription } from "@/lib/features/subscriptions";
import { execute } from "@/lib/platform/command";
import { read } from "@/lib/platform/query";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { perkStore } from "@/lib/testing/perk-store";
import { recordOrders } from "./commands/record-orders";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

test("an order earns the plan's factor if the subscription was active at the order's own time, however late it is told", async () => {
  const { subscribe, system, verified } = await perkStore(database);
  const { customerId, subscriptionId } = await subscribe();
  const change = (now: string, action: string) =>
    execute(system(now), changeSubscription, { subscriptionId, action });
  await change("2027-02-10T12:00Z", "pause");
  await change("2027-02-20T12:00Z", "resume");
  const order = (at: string) => ({
    kind: "order",
    order: { externalId: at, customerExternalId: customerId, placedAt: at, totalMinor: "1099" },
  });
  const times = ["2027-01-30T12:00Z", "2027-02-05T12:00Z", "2027-02-15T12:00Z", "2027-02-25T12:00Z"];
  await execute(system("2027-02-26T12:00Z"), recordOrders, { facts: times.map(order) });

  const { rows } = await read(system("2027-02-26T12:00Z"), getCustomerLedger, { customerId });
  expect(rows.map(({ sourceId, moved }) => [sourceId, moved]).reverse()).toEqual([
    [times[0], 10n],
    [times[1], 15n],
    [times[2], 10n],
    [times[3], 15n],
  ]);
  expect(rows[0]?.award?.steps).toMatchObject([
    { step: "rate", result: 10n, rounded: "floor" },
    { step: "plan", plan: "Monthly box", factorBps: 15_000, result: 15n, rounded: null },
  ]);
  await verified();
});
