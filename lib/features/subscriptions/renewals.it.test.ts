import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { customers } from "@/db/schema";
import { changeSubscription, renewSubscription } from "@/lib/features/subscriptions";
import { execute } from "@/lib/platform/command";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { perkStore } from "@/lib/testing/perk-store";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase({ max: 24 });
});
afterAll(() => database.drop());

const shifted = (rows: { renewedOn: string }[]) => rows.map(({ renewedOn }) => renewedOn);

describe("a renewal", () => {
  test("gives the plan's points each time and the gift at the third, free of points and stock", async () => {
    const { subscribe, day, given, renewals, row, verified } = await perkStore(database);
    const { customerId, subscriptionId } = await subscribe();
    await day("2027-02-28");
    expect(await given(customerId)).toMatchObject({ points: 50n, codes: [] });
    await day("2027-04-30");
    expect(await given(customerId)).toMatchObject({ points: 150n, codes: [{ reward: "mug", price: 0n }] });
    expect(shifted(await renewals(subscriptionId))).toEqual(["2027-02-28", "2027-03-31", "2027-04-30"]);
    expect(await row(subscriptionId)).toMatchObject({
      renewals: 3,
      renewsOn: "2027-05-31",
      status: "active",
    });
    expect((await renewals(subscriptionId))[2]).toMatchObject({
      points: 50n,
      gifts: ["mug"],
      costMinor: 400n,
    });
    await verified();
  });

  test("told by the shop counts once, however often and at once it is told", async () => {
    const { subscribe, system, given, renewals, row, verified, day } = await perkStore(database);
    const { customerId, subscriptionId, externalId } = await subscribe();
    const told = { externalId, number: 1 };
    const now = system("2027-02-27T09:00Z");
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => execute(now, renewSubscription, told)),
    );
    expect(answers.filter(({ outcome }) => outcome === "renewed")).toHaveLength(1);
    expect(await given(customerId)).toMatchObject({ points: 50n });
    expect(await renewals(subscriptionId)).toHaveLength(1);
    await day("2027-02-28");
    expect(await renewals(subscriptionId)).toHaveLength(1);
    expect(await row(subscriptionId)).toMatchObject({ renewals: 1, renewsOn: "2027-03-31" });
    await verified();
  });

  test("that would leave a period out, or of a subscription that does not run, is refused", async () => {
    const { subscribe, system } = await perkStore(database);
    const { subscriptionId, externalId } = await subscribe();
    const now = system("2027-02-10T09:00Z");
    await expect(execute(now, renewSubscription, { externalId, number: 3 })).rejects.toMatchObject({
      code: "PRECONDITION",
      reason: "renewal_not_next",
      params: { next: 1 },
    });
    await execute(now, changeSubscription, { subscriptionId, action: "pause" });
    await expect(execute(now, renewSubscription, { externalId, number: 1 })).rejects.toMatchObject({
      reason: "subscription_not_active",
    });
  });

  test("is done once by four workers that run the day at the same time", async () => {
    const { subscribe, day, given, verified } = await perkStore(database);
    const subscribers = await Promise.all(Array.from({ length: 12 }, () => subscribe({ plan: "weekly" })));
    const runs = await Promise.all(Array.from({ length: 4 }, () => day("2027-02-28")));
    expect(runs.reduce((sum, { subscriptionsRenewed }) => sum + subscriptionsRenewed, 0)).toBe(48);
    for (const { customerId } of subscribers) expect(await given(customerId)).toMatchObject({ points: 40n });
    await verified();
  });

  test("after an outage is what daily runs would have given, at the same times", async () => {
    const expiry = { type: "rolling" as const, months: 1 };
    const [daily, late] = [await perkStore(database, { expiry }), await perkStore(database, { expiry })];
    const [one, other] = [
      await daily.subscribe({ plan: "weekly" }),
      await late.subscribe({ plan: "weekly" }),
    ];
    for (let date = 1; date <= 28; date++) await daily.day(`2027-02-${String(date).padStart(2, "0")}`);
    await late.day("2027-02-28");
    const times = async (store: typeof daily, id: string) =>
      (await store.given(id)).posted.map(({ at }) => at.toISOString());
    expect(await times(late, other.customerId)).toEqual(await times(daily, one.customerId));
    expect(shifted(await late.renewals(other.subscriptionId))).toEqual([
      "2027-02-07",
      "2027-02-14",
      "2027-02-21",
      "2027-02-28",
    ]);
    await late.verified();
  });

  test("counts under the program of its own day, also when it is done late", async () => {
    const { subscribe, publish, day, given, row, verified } = await perkStore(database);
    const { customerId, subscriptionId } = await subscribe({ plan: "weekly" });
    const plan = { key: "weekly", interval: { unit: "month" as const }, renewalPoints: 70 };
    await publish("2027-02-14T00:00Z", { perks: { plans: [plan] } });
    await day("2027-02-28");
    // 10 on the 7th by the first version; on the 14th the second is in force, and a month goes on from there
    expect(await given(customerId)).toMatchObject({ points: 80n });
    expect(await row(subscriptionId)).toMatchObject({ renewals: 2, renewsOn: "2027-03-14" });
    await verified();
  });

  test("of a plan that is gone gives nothing and goes on", async () => {
    const { subscribe, publish, day, given, row, renewals, verified } = await perkStore(database);
    const { customerId, subscriptionId } = await subscribe();
    await publish("2027-03-01T00:00Z", { perks: { plans: [] } });
    await day("2027-03-31");
    expect(await given(customerId)).toMatchObject({ points: 50n });
    expect(await row(subscriptionId)).toMatchObject({ renewals: 2, renewsOn: "2027-04-30" });
    expect((await renewals(subscriptionId))[1]).toMatchObject({ points: 0n, costMinor: 0n });
    await verified();
  });

  test("of a blocked customer gives nothing and goes on", async () => {
    const { subscribe, day, given, row, verified } = await perkStore(database);
    const { customerId, subscriptionId } = await subscribe();
    const blockedAt = new Date("2027-02-01T00:00Z");
    await database.owner.update(customers).set({ blockedAt }).where(eq(customers.id, customerId));
    await day("2027-02-28");
    expect(await given(customerId)).toMatchObject({ points: 0n, posted: [] });
    expect(await row(subscriptionId)).toMatchObject({ renewals: 1, renewsOn: "2027-03-31" });
    await verified();
  });
});
