import { and, eq, isNotNull } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { customers, redemptions } from "@/db/schema";
import { recordEvents } from "@/lib/features/events";
import { updatePreferences } from "@/lib/features/members";
import { recordSubscription, renewDueSubscriptions } from "@/lib/features/subscriptions";
import { answerSurvey, createInvitation, createSurvey } from "@/lib/features/surveys";
import { execute } from "@/lib/platform/command";
import { testDatabase } from "@/lib/testing/database";
import { eventStore, givesFor } from "@/lib/testing/event-store";
import { minutesLater, NOON } from "@/lib/testing/loyalty-store";

const database = await testDatabase();
afterAll(database.drop);

const day = (date: string) => new Date(`${date}T12:00:00Z`);

describe("units that await an event", () => {
  const program = {
    expiry: { type: "rolling" as const, months: 12 },
    earningRules: [
      givesFor("visit", 10, {
        activation: { type: "event", event: "review.posted", withinDays: 10 },
        expiry: { type: "rolling", months: 1 },
      }),
    ],
  };

  it("become usable by it, and expire by their own rule from that day on", async () => {
    const store = await eventStore(database, program);
    const id = await store.addMember();
    await store.tell(id, "visit");
    expect(await store.points(id)).toEqual({ available: 0n, pending: 10n });
    await store.tell(id, "review.posted", {}, day("2026-03-20"));
    expect(await store.points(id)).toEqual({ available: 10n, pending: 0n });
    expect(await store.openLots(id)).toEqual([{ remaining: 10n, expiresOn: "2026-04-20", isPending: false }]);
    expect(await store.brokenInvariants()).toEqual([]);
  });

  it("are void when it comes too late, and are not moved by what came before them", async () => {
    const store = await eventStore(database, program);
    const id = await store.addMember();
    await store.tell(id, "visit");
    await store.tell(id, "review.posted", { occurredAt: minutesLater(-60) }, minutesLater(60));
    expect(await store.points(id)).toEqual({ available: 0n, pending: 10n });
    await store.tell(id, "review.posted", {}, day("2026-03-21"));
    await store.runUntil("2026-03-25");
    expect(await store.points(id)).toEqual({ available: 0n, pending: 0n });
    expect(await store.brokenInvariants()).toEqual([]);
  });
});

it("an event keeps points alive where the program says so, also one that earns nothing", async () => {
  const expiry = { type: "inactivity" as const, months: 3, resetBy: ["event" as const] };
  const store = await eventStore(database, { expiry, earningRules: [givesFor("review.posted", 10)] });
  const id = await store.addMember();
  await store.tell(id, "review.posted");
  await store.tell(id, "visit", {}, day("2026-05-01"));
  expect((await store.openLots(id)).map(({ expiresOn }) => expiresOn)).toEqual(["2026-08-01"]);
});

it("an event does not bring back what had run out before it, whether or not the midnight was run by then", async () => {
  const expiry = { type: "inactivity" as const, months: 3, resetBy: ["event" as const] };
  for (const isLate of [false, true]) {
    const store = await eventStore(database, { expiry, earningRules: [givesFor("review.posted", 10)] });
    const id = await store.addMember();
    await store.tell(id, "review.posted");
    if (!isLate) await store.runUntil("2026-06-12");
    await store.tell(id, "visit", {}, day("2026-06-12"));
    await store.runUntil("2026-06-13");
    expect(await store.points(id)).toEqual({ available: 0n, pending: 0n });
    expect((await store.transactions(id)).map(({ code, at }) => [code, at.toISOString()])).toEqual([
      ["earn", "2026-03-10T12:00:00.000Z"],
      ["expire", "2026-06-10T23:00:00.000Z"],
    ]);
  }
});

it("the tenth stamp takes the reward of the card by itself, and the card begins again", async () => {
  const store = await eventStore(database, {
    stampCards: [{ key: "coffee" }],
    earningRules: [
      { key: "stamp", trigger: "visit", effects: [{ type: "fixed", asset: "stamps:coffee", units: 3 }] },
    ],
    rewards: [
      {
        key: "free",
        kind: "free_product",
        product: "Coffee",
        costMinor: 100,
        asset: "stamps:coffee",
        price: 10,
        automatic: true,
      },
    ],
  });
  const id = await store.addMember();
  for (let n = 0; n < 4; n++) await store.tell(id, "visit", {}, minutesLater(n));
  expect((await store.points(id, "stamps:coffee")).available).toBe(2n);
  const codes = await database.owner
    .select({ reward: redemptions.rewardKey })
    .from(redemptions)
    .where(and(eq(redemptions.merchantId, store.merchantId), isNotNull(redemptions.code)));
  expect(codes).toEqual([{ reward: "free" }]);
  expect(await store.brokenInvariants()).toEqual([]);
});

it("limits see what the same call gave before: of three visits at once two count", async () => {
  const store = await eventStore(database, {
    earningRules: [givesFor("visit", 10, { frequency: { times: 2, period: "day" } })],
  });
  const id = await store.addMember();
  const visits = ["a", "b", "c"].map((externalId, n) => ({
    ...{ externalId, type: "visit", customer: id },
    occurredAt: minutesLater(n - 10),
  }));
  await execute(store.job(), recordEvents, { events: visits });
  expect((await store.points(id)).available).toBe(20n);
});

describe("what members do elsewhere", () => {
  it("an answered survey earns once, whatever the answer becomes", async () => {
    const store = await eventStore(database, { earningRules: [givesFor("survey.answered", 25)] });
    const id = await store.addMember();
    const { surveyId } = await execute(store.job(), createSurvey, { name: "Spring" });
    const { url } = await execute(store.job(), createInvitation, { surveyId, customer: id });
    const token = url.split(".").at(-1);
    const answer = (score: number) =>
      execute(store.as({ type: "visitor" }, NOON), answerSurvey, { token, score });
    await Promise.all([answer(9), answer(8), answer(3)]);
    await answer(10);
    expect((await store.points(id)).available).toBe(25n);
  });

  it("consent and a complete profile earn once each; a birthday entered so is paid next year", async () => {
    const store = await eventStore(database, {
      earningRules: [
        givesFor("newsletter.joined", 10),
        givesFor("profile.completed", 15),
        givesFor("customer.birthday", 50),
      ],
    });
    const id = await store.addMember();
    const self = store.as({ type: "customer", customerId: id }, NOON);
    const save = (more: object) =>
      execute(self, updatePreferences, { name: "", acceptsMarketing: false, ...more });
    for (const acceptsMarketing of [true, false, true]) await save({ acceptsMarketing });
    expect((await store.points(id)).available).toBe(10n);
    const whole = { name: "Ann", birthday: "1990-03-15", acceptsMarketing: true };
    await Promise.all([save(whole), save(whole)]);
    await save({ ...whole, birthday: "" });
    await save(whole);
    expect((await store.points(id)).available).toBe(25n);
    await store.runUntil("2026-03-16");
    expect((await store.points(id)).available).toBe(25n);
    await expect(save({ birthday: "2026-03-13" })).rejects.toMatchObject({
      fieldErrors: { birthday: "in_future" },
    });
  });

  it("each renewal of a subscription earns once", async () => {
    const store = await eventStore(database, {
      earningRules: [givesFor("subscription.renewed", 5)],
      perks: { plans: [{ key: "monthly", interval: { unit: "month" } }] },
    });
    const customerId = await store.addMember();
    await execute(store.job(), recordSubscription, { customerId, plan: "monthly" });
    const renew = () => execute(store.job(day("2026-05-11")), renewDueSubscriptions, { on: "2026-05-11" });
    await Promise.all([renew(), renew()]);
    await renew();
    expect((await store.points(customerId)).available).toBe(10n);
    const [row] = await database.owner
      .select({ earned: customers.pointsEarned })
      .from(customers)
      .where(and(eq(customers.merchantId, store.merchantId), eq(customers.id, customerId)));
    expect(row?.earned).toBe(10n);
    expect(await store.brokenInvariants()).toEqual([]);
  });
});
