import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { redemptions } from "@/db/schema";
import { recordOrders } from "@/lib/features/orders";
import { execute } from "@/lib/platform/command";
import { read } from "@/lib/platform/query";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { perkStore } from "@/lib/testing/perk-store";
import { getMetric } from "./queries/get-metric";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

test("the program's cost has the free deliveries of subscriptions at their renewal and their gifts when used", async () => {
  const { store, subscribe, system, day, verified } = await perkStore(database);
  const { customerId } = await subscribe();
  await day("2027-04-30");
  const cost = (to: string) =>
    read(system("2027-06-01T12:00Z"), getMetric, { kpi: "program_cost", from: "2027-02-01", to });
  expect(await cost("2027-05-01")).toMatchObject({ value: 1200, n: 3, details: { perks: 1200, rewards: 0 } });
  expect(await cost("2027-03-31")).toMatchObject({ value: 400 });

  const [gift] = await database.owner
    .select({ code: redemptions.code })
    .from(redemptions)
    .where(and(eq(redemptions.merchantId, store.merchantId), eq(redemptions.customerId, customerId)));
  const at = "2027-05-02T12:00Z";
  const order = { externalId: "o", customerExternalId: customerId, placedAt: at, totalMinor: "1000" };
  const facts = [{ kind: "order", order: { ...order, rewardCodes: [gift?.code] } }];
  await execute(system("2027-05-02T13:00Z"), recordOrders, { facts });
  expect(await cost("2027-05-03")).toMatchObject({
    value: 1500,
    details: { perks: 1500, rewards: 0, referral: 0 },
  });
  await verified();
});
