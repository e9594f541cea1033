import { and, asc, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { subscriptionChanges } from "@/db/schema";
import { plansAt } from "@/lib/domain/perks/plans-at";
import { previewCondition } from "@/lib/features/segments";
import { execute } from "@/lib/platform/command";
import { read } from "@/lib/platform/query";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { perkStore } from "@/lib/testing/perk-store";
import {
  changeSubscription,
  getCustomerSubscriptions,
  listSubscriptions,
  recordSubscription,
  renewSubscription,
} from ".";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const BEFORE = "2027-02-10T12:00Z";
const AFTER = "2027-03-01T12:00Z";

test("a subscription that starts later is said to be coming, is in no segment of its plan and is not renewed before", async () => {
  const { subscribe, system, row, renewals, day, verified } = await perkStore(database);
  const { customerId, subscriptionId, externalId, input } = await subscribe(
    { startedAt: "2027-03-01", renewsOn: "2027-02-20" },
    BEFORE,
  );
  expect(await row(subscriptionId)).toMatchObject({ status: "active", renewsOn: "2027-04-01" });
  const seen = async (now: string) => {
    const [own] = await read(system(now), getCustomerSubscriptions, { customerId });
    const { rows } = await read(system(now), listSubscriptions, {});
    const condition = { all: [{ field: "plan", op: "any_of", values: ["monthly"] }] };
    const { size } = await read(system(now), previewCondition, { condition });
    return { own: own?.coming, listed: rows[0]?.coming, size };
  };
  expect(await seen(BEFORE)).toEqual({ own: true, listed: true, size: 0 });
  expect(await seen(AFTER)).toEqual({ own: false, listed: false, size: 1 });

  await expect(execute(system(BEFORE), renewSubscription, { externalId, number: 1 })).rejects.toMatchObject({
    reason: "subscription_not_started",
  });
  await execute(system(BEFORE), recordSubscription, { ...input, renewsOn: "2027-02-25" });
  await day("2027-03-31");
  expect(await renewals(subscriptionId)).toEqual([]);
  await day("2027-04-01");
  expect(await renewals(subscriptionId)).toMatchObject([{ number: 1, renewedOn: "2027-04-01" }]);
  await verified();
});

test("a subscription paused before its start gives nothing when the start comes", async () => {
  const { store, subscribe, system } = await perkStore(database);
  const { subscriptionId } = await subscribe({ startedAt: "2027-03-01" }, BEFORE);
  await execute(system(BEFORE), changeSubscription, { subscriptionId, action: "pause" });
  const plans = async () => {
    const changes = await database.owner
      .select()
      .from(subscriptionChanges)
      .where(
        and(
          eq(subscriptionChanges.merchantId, store.merchantId),
          eq(subscriptionChanges.subscriptionId, subscriptionId),
        ),
      )
      .orderBy(asc(subscriptionChanges.at), asc(subscriptionChanges.id));
    return plansAt(changes, new Date(AFTER));
  };
  expect(await plans()).toEqual([]);
  await execute(system("2027-02-12T12:00Z"), changeSubscription, { subscriptionId, action: "resume" });
  expect(await plans()).toEqual(["monthly"]);
});
