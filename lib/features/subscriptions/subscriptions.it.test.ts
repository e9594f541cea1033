import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { auditLog, customers, outboxEvents, subscriptions } from "@/db/schema";
import {
  changeOwnSubscription,
  changeSubscription,
  countSubscribers,
  getCustomerSubscriptions,
  getOwnSubscriptions,
  listSubscriptions,
  recordSubscription,
} from "@/lib/features/subscriptions";
import { execute } from "@/lib/platform/command";
import { read } from "@/lib/platform/query";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { perkStore } from "@/lib/testing/perk-store";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const NOON = "2027-02-10T12:00Z";

describe("recording a subscription", () => {
  test("of a customer the shop names for the first time makes the customer a member; telling it again changes nothing", async () => {
    const { store, system, row, verified } = await perkStore(database);
    const told = { externalId: "s-1", customerExternalId: "new", plan: "monthly", startedAt: "2026-12-31" };
    const first = await execute(system(NOON), recordSubscription, told);
    expect(first.outcome).toBe("created");
    const again = await execute(system("2027-02-11T12:00Z"), recordSubscription, told);
    expect(again).toEqual({ ...first, outcome: "unchanged" });
    expect(await row(first.subscriptionId)).toMatchObject({
      renewsOn: "2027-02-28",
      renewals: 1,
      status: "active",
    });
    const [customer] = await database.owner
      .select()
      .from(customers)
      .where(and(eq(customers.merchantId, store.merchantId), eq(customers.externalId, "new")));
    expect(customer).toMatchObject({ enrolledAt: new Date(NOON), createdAt: new Date("2026-12-31T00:00Z") });
    await verified();
  });

  test("at once with many others of one new customer makes each of them", async () => {
    const { store, system } = await perkStore(database);
    const answers = await Promise.allSettled(
      Array.from({ length: 20 }, (_, i) =>
        execute(system(NOON), recordSubscription, {
          externalId: `s-${i}`,
          customerExternalId: "new",
          plan: "monthly",
        }),
      ),
    );
    expect(answers.filter(({ status }) => status === "rejected")).toEqual([]);
    const made = await database.owner
      .select({ id: customers.id })
      .from(customers)
      .where(and(eq(customers.merchantId, store.merchantId), eq(customers.externalId, "new")));
    expect(made).toHaveLength(1);
  });

  test("at once by many makes one, and each of the others finds it", async () => {
    const { store, system } = await perkStore(database);
    const told = { externalId: "s-1", customerExternalId: "new", plan: "monthly" };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => execute(system(NOON), recordSubscription, told)),
    );
    expect(new Set(answers.map(({ subscriptionId }) => subscriptionId)).size).toBe(1);
    expect(answers.filter(({ outcome }) => outcome === "created")).toHaveLength(1);
    const events = await database.owner
      .select({ type: outboxEvents.type })
      .from(outboxEvents)
      .where(eq(outboxEvents.merchantId, store.merchantId));
    expect(events).toEqual([{ type: "subscription.changed" }]);
  });

  test("names what is wrong: a plan nobody knows, one that takes no more, a time, a customer, another's subscription", async () => {
    const { store, system, subscribe } = await perkStore(database);
    const customerId = await store.addMember();
    const record = (told: object) =>
      execute(system(NOON), recordSubscription, { customerId, plan: "monthly", ...told });
    await expect(record({ plan: "none" })).rejects.toMatchObject({ fieldErrors: { plan: "plan_unknown" } });
    await expect(record({ plan: "old" })).rejects.toMatchObject({ reason: "plan_inactive" });
    await expect(record({ startedAt: "soon" })).rejects.toMatchObject({
      fieldErrors: { startedAt: "not_a_time" },
    });
    await expect(record({ status: "active", cancelledAt: "2027-01-01" })).rejects.toMatchObject({
      fieldErrors: { cancelledAt: "not_cancelled" },
    });
    await expect(record({ customerId: crypto.randomUUID() })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(record({ customerExternalId: "both" })).rejects.toMatchObject({ code: "VALIDATION" });
    const { externalId } = await subscribe();
    await expect(record({ externalId })).rejects.toMatchObject({ reason: "subscription_of_another" });
    const rows = await database.owner
      .select({ id: subscriptions.id })
      .from(subscriptions)
      .where(eq(subscriptions.merchantId, store.merchantId));
    expect(rows).toHaveLength(1);
  });

  test("goes on for a plan that takes no more, as long as the subscription is known", async () => {
    const { subscribe, publish, system, row } = await perkStore(database);
    const { input, subscriptionId } = await subscribe();
    await publish("2027-02-01T00:00Z", {
      perks: { plans: [{ key: "monthly", interval: { unit: "month" }, active: false }] },
    });
    const answer = await execute(system(NOON), recordSubscription, { ...input, status: "past_due" });
    expect(answer.outcome).toBe("updated");
    expect(await row(subscriptionId)).toMatchObject({ status: "past_due" });
  });

  test("a shop that repeats itself does not undo what the customer did here, and older news changes nothing", async () => {
    const { subscribe, store, system, row } = await perkStore(database);
    const { customerId, subscriptionId, input } = await subscribe({
      status: "active",
      updatedAt: "2027-01-31",
    });
    const self = store.as({ type: "customer", customerId }, new Date(NOON));
    await execute(self, changeOwnSubscription, { subscriptionId, action: "pause" });
    const tell = (told: object) => execute(system(NOON), recordSubscription, { ...input, ...told });
    expect(await tell({ updatedAt: "2027-02-20" })).toMatchObject({ outcome: "unchanged" });
    expect(await tell({ status: "cancelled", updatedAt: "2027-01-30" })).toMatchObject({
      outcome: "unchanged",
    });
    expect(await row(subscriptionId)).toMatchObject({ status: "paused" });
    expect(await tell({ status: "paused" })).toMatchObject({ outcome: "unchanged" });
    expect(await tell({ status: "active" })).toMatchObject({ outcome: "updated" });
    expect(await row(subscriptionId)).toMatchObject({ status: "active", renewsOn: "2027-02-28" });
    expect(await tell({ status: "cancelled", cancelledAt: "2027-02-09" })).toMatchObject({
      outcome: "updated",
    });
    expect(await row(subscriptionId)).toMatchObject({
      cancelledAt: new Date("2027-02-09T00:00Z"),
      renewsOn: null,
    });
    await expect(tell({ status: "active" })).rejects.toMatchObject({ reason: "subscription_cancelled" });
  });

  test("a told date moves the next renewal, but never back to a period that was renewed", async () => {
    const { subscribe, system, row, day, renewals } = await perkStore(database);
    const { subscriptionId, input } = await subscribe({ renewsOn: "2027-02-28" });
    const tell = (now: string, renewsOn: string) =>
      execute(system(now), recordSubscription, { ...input, renewsOn });
    await tell(NOON, "2027-02-20");
    expect(await row(subscriptionId)).toMatchObject({ renewsOn: "2027-02-20" });
    await day("2027-02-20");
    expect(await row(subscriptionId)).toMatchObject({ renewsOn: "2027-03-20", anchorOn: "2027-02-20" });
    await tell("2027-02-20T09:00Z", "2027-02-28");
    await tell("2027-02-20T10:00Z", "2027-02-20");
    expect(await row(subscriptionId)).toMatchObject({ renewsOn: "2027-02-28" });
    await day("2027-02-28");
    expect(await renewals(subscriptionId)).toHaveLength(2);
  });

  test("told after its midnight that it had been cancelled before gives nothing for the period that never began", async () => {
    const { subscribe, system, row, given, verified } = await perkStore(database);
    const { customerId, subscriptionId, input } = await subscribe();
    const told = { ...input, status: "cancelled", cancelledAt: "2027-02-27T23:50:00Z" };
    await execute(system("2027-02-28T00:05Z"), recordSubscription, told);
    expect(await row(subscriptionId)).toMatchObject({ status: "cancelled", renewals: 0 });
    expect(await given(customerId)).toMatchObject({ points: 0n });
    await verified();
  });

  test("while it is past due gives nothing, and what was missed is not made up", async () => {
    const { subscribe, system, row, day, given, verified } = await perkStore(database);
    const { customerId, subscriptionId, input } = await subscribe();
    const tell = (now: string, status: string) =>
      execute(system(now), recordSubscription, { ...input, status });
    await tell("2027-02-27T12:00Z", "past_due");
    await day("2027-03-15");
    expect(await given(customerId)).toMatchObject({ points: 0n });
    await tell("2027-03-15T12:00Z", "active");
    expect(await row(subscriptionId)).toMatchObject({ renewals: 0, renewsOn: "2027-03-31" });
    await day("2027-03-31");
    expect(await given(customerId)).toMatchObject({ points: 50n });
    await verified();
  });
});

describe("pausing, resuming and cancelling", () => {
  test("by the customer: a pause keeps what was left, a double click does it once, the rest is written down", async () => {
    const { subscribe, store, row, day, given } = await perkStore(database);
    const { customerId, subscriptionId } = await subscribe();
    const self = (now: string) => store.as({ type: "customer", customerId }, new Date(now));
    const change = (now: string, action: string) =>
      execute(self(now), changeOwnSubscription, { subscriptionId, action });
    const clicks = await Promise.all([change(NOON, "pause"), change(NOON, "pause")]);
    expect(clicks.map(({ outcome }) => outcome).sort()).toEqual(["changed", "unchanged"]);
    await day("2027-03-10");
    expect(await given(customerId)).toMatchObject({ points: 0n });
    expect(await change("2027-03-10T12:00Z", "resume")).toMatchObject({
      renewsOn: "2027-03-28",
      outcome: "changed",
    });
    await day("2027-03-28");
    expect(await given(customerId)).toMatchObject({ points: 50n });
    await change("2027-03-29T12:00Z", "cancel");
    expect(await row(subscriptionId)).toMatchObject({ status: "cancelled", renewsOn: null });
    await expect(change("2027-03-30T12:00Z", "resume")).rejects.toMatchObject({
      reason: "subscription_cancelled",
    });
    const audit = await database.owner
      .select({ action: auditLog.action, actor: auditLog.actor })
      .from(auditLog)
      .where(and(eq(auditLog.merchantId, store.merchantId), eq(auditLog.actor, `customer:${customerId}`)))
      .orderBy(auditLog.at, auditLog.id);
    expect(audit.map(({ action }) => action)).toEqual([
      "subscription.pause",
      "subscription.resume",
      "subscription.cancel",
    ]);
  });

  test("of somebody else's is not found; one that is past due is resumed by staff alone", async () => {
    const { subscribe, store, system } = await perkStore(database);
    const mine = await subscribe({ status: "past_due" });
    const theirs = await subscribe();
    const self = store.as({ type: "customer", customerId: mine.customerId }, new Date(NOON));
    const resume = { subscriptionId: mine.subscriptionId, action: "resume" };
    await expect(
      execute(self, changeOwnSubscription, { subscriptionId: theirs.subscriptionId, action: "cancel" }),
    ).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(execute(self, changeOwnSubscription, resume)).rejects.toMatchObject({
      reason: "subscription_past_due",
    });
    expect(await execute(system(NOON), changeSubscription, resume)).toMatchObject({ status: "active" });
  });

  test("first renews what was due before, so that a late midnight takes nothing away", async () => {
    const { subscribe, system, given, row } = await perkStore(database);
    const { customerId, subscriptionId } = await subscribe({ plan: "weekly" });
    await execute(system("2027-02-16T12:00Z"), changeSubscription, { subscriptionId, action: "pause" });
    expect(await given(customerId)).toMatchObject({ points: 20n });
    expect(await row(subscriptionId)).toMatchObject({
      renewals: 2,
      renewsOn: "2027-02-21",
      status: "paused",
    });
  });
});

test("what staff and the customer see: the plan, the next gift, what can be done, and the past, latest first", async () => {
  const { subscribe, store, day, system } = await perkStore(database);
  const { customerId, subscriptionId, externalId } = await subscribe();
  await day("2027-04-30");
  const [own] = await read(store.as({ type: "customer", customerId }), getOwnSubscriptions, {});
  expect(own).toMatchObject({
    id: subscriptionId,
    planKey: "monthly",
    status: "active",
    renewals: 3,
    nextGift: null,
    actions: ["pause", "cancel"],
  });
  expect(own?.history.map((step) => (step.step === "renewed" ? step.number : step.status))).toEqual([
    3,
    2,
    1,
    "active",
  ]);
  expect(own?.history[0]).toMatchObject({ points: 50n, gifts: [{ key: "mug" }] });
  const other = await subscribe();
  const [fresh] = await read(system(NOON), getCustomerSubscriptions, { customerId: other.customerId });
  expect(fresh?.nextGift).toEqual({ renewal: 3, reward: { key: "mug", name: { en: "Mug" } } });

  const found = await read(system(NOON), listSubscriptions, { search: externalId });
  expect(found.rows).toMatchObject([{ id: subscriptionId, renewsOn: "2027-05-31", renewals: 3 }]);
  const page = await read(system(NOON), listSubscriptions, { limit: 1, status: "active", plan: "monthly" });
  const next = await read(system(NOON), listSubscriptions, { limit: 1, cursor: page.next });
  expect(new Set([...page.rows, ...next.rows].map(({ id }) => id)).size).toBe(2);
  expect(await read(system(NOON), countSubscribers, {})).toEqual([
    { planKey: "monthly", active: 2, paused: 0, pastDue: 0, cancelled: 0 },
  ]);
});
