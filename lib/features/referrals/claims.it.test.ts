import { and, eq } from "drizzle-orm";
import { afterAll, describe, expect, test } from "vitest";
import {
  auditLog,
  customerSessions,
  customers,
  outboxEvents,
  referralLinks,
  referralVisits,
} from "@/db/schema";
import { execute } from "@/lib/platform/command";
import { read } from "@/lib/platform/query";
import { testDatabase } from "@/lib/testing/database";
import { makeStore, minutesLater, NOON } from "@/lib/testing/loyalty-store";
import { mug, offer, referralStore } from "@/lib/testing/referral-store";
import {
  claimReferral,
  findLinkMerchant,
  getInvitation,
  openReferralLink,
  recordVisit,
  requestClaim,
} from ".";

const database = await testDatabase({ max: 24 });
afterAll(database.drop);
const { store, visitor, addAdvocate, mailedDigits, claim, buys, claims } = await referralStore(database);
const ada = await addAdvocate();
const mine = async (email: string) => (await claims()).filter((row) => row.email === email);

describe("a member's link", () => {
  test("is one for ever, also when it is asked for twenty times at once", async () => {
    const customerId = await store.addMember();
    const self = store.as({ type: "customer", customerId }, NOON);
    const codes = await Promise.all(Array.from({ length: 20 }, () => execute(self, openReferralLink, {})));
    expect(new Set(codes.map(({ code }) => code)).size).toBe(1);
    const kept = await database.owner
      .select()
      .from(referralLinks)
      .where(eq(referralLinks.customerId, customerId));
    expect(kept).toHaveLength(1);
    expect(kept[0]?.code).toMatch(/^[2-9A-HJKMNP-Z]{8}$/);
  });

  test.each([
    ["who is no member", { enrolledAt: null }, "not_a_member"],
    ["who is blocked", { blockedAt: NOON }, "customer_blocked"],
  ])("is not for one %s", async (_, values, reason) => {
    const customerId = await store.addMember(values);
    const self = store.as({ type: "customer", customerId }, NOON);
    await expect(execute(self, openReferralLink, {})).rejects.toMatchObject({ code: "PRECONDITION", reason });
  });

  test.each([
    ["no offer", null],
    ["an offer that is switched off", { ...offer, active: false }],
  ])("is not made under %s, and says so to friends", async (_, referral) => {
    const quiet = await makeStore(database, { referral, rewards: [mug] });
    const customerId = await quiet.addMember();
    const self = quiet.as({ type: "customer", customerId }, NOON);
    const refused = { code: "PRECONDITION", reason: "referrals_off" };
    await expect(execute(self, openReferralLink, {})).rejects.toMatchObject(refused);
    await database.owner.insert(referralLinks).values({
      code: `QUIET${referral ? "222" : "333"}`,
      merchantId: quiet.merchantId,
      customerId,
      createdAt: NOON,
    });
    const ask = { code: `quiet${referral ? "222" : "333"}`, email: "f@example.com", locale: "en" };
    const friend = quiet.as({ type: "visitor" }, NOON);
    await expect(execute(friend, requestClaim, ask)).rejects.toMatchObject(refused);
    expect(await read(friend, getInvitation, { code: ask.code })).toMatchObject({ offer: null });
  });

  test("tells the friend of the offer in the store that made it, and is nothing in another", async () => {
    expect(await findLinkMerchant(database.db, ada.code.toLowerCase())).toMatchObject({
      id: store.merchantId,
    });
    expect(await read(visitor(), getInvitation, { code: ` ${ada.code.toLowerCase()}` })).toMatchObject({
      merchant: { id: store.merchantId, slug: store.slug },
      advocateName: "Ada",
      offer: { friend: { type: "reward", reward: { key: "mug" } }, minOrderMinor: 2_000, windowDays: 30 },
    });
    const other = await makeStore(database);
    expect(await read(other.as({ type: "visitor" }), getInvitation, { code: ada.code })).toBeNull();
    for (const noLink of ["NOSUCHLK", "A\0B", "A".repeat(41), { code: ada.code }, undefined])
      expect(await findLinkMerchant(database.db, noLink)).toBeNull();
    const ask = { code: "NOSUCHLK", email: "f@example.com", locale: "en" };
    const unknown = { code: "NOT_FOUND", reason: "link_unknown" };
    await expect(execute(visitor(), requestClaim, ask)).rejects.toMatchObject(unknown);
  });

  test("counts visits by the store's date; those of unknown links are none", async () => {
    await Promise.all(Array.from({ length: 10 }, () => execute(visitor(), recordVisit, { code: ada.code })));
    expect(await execute(visitor(), recordVisit, { code: "NOSUCHLK" })).toEqual({ counted: false });
    const rows = await database.owner
      .select({ day: referralVisits.day, visits: referralVisits.visits })
      .from(referralVisits)
      .where(eq(referralVisits.merchantId, store.merchantId));
    expect(rows).toEqual([{ day: "2026-03-10", visits: 10 }]);
  });
});

describe("a claim", () => {
  test("proves the address, joins the program, signs in and is told to the outside, in one", async () => {
    const answer = await claim(ada.code, "Fay@Example.com");
    expect(answer).toMatchObject({ status: "claimed", token: expect.any(String) });
    const friendId = answer.status === "claimed" ? answer.customerId : "";
    const [friend] = await database.owner.select().from(customers).where(eq(customers.id, friendId));
    expect(friend).toMatchObject({ email: "fay@example.com", joinedAt: NOON, enrolledAt: NOON });
    expect(await mine("fay@example.com")).toMatchObject([{ state: "claimed", reason: null }]);
    const events = await database.owner
      .select({ payload: outboxEvents.payload })
      .from(outboxEvents)
      .where(and(eq(outboxEvents.merchantId, store.merchantId), eq(outboxEvents.type, "referral.claimed")));
    expect(events).toHaveLength(1);
  });

  test("of one link by one friend stands once when made twenty times at once", async () => {
    const email = "gil@example.com";
    await execute(visitor(), requestClaim, { code: ada.code, email, locale: "en" });
    const input = { code: ada.code, email, digits: await mailedDigits(email), locale: "en" };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => execute(visitor(), claimReferral, input)),
    );
    expect(answers.filter(({ status }) => status === "claimed")).toHaveLength(1);
    expect(await mine(email)).toHaveLength(1);
    const [friend] = await database.owner
      .select({ id: customers.id })
      .from(customers)
      .where(eq(customers.email, email));
    const sessions = await database.owner
      .select()
      .from(customerSessions)
      .where(eq(customerSessions.customerId, friend?.id ?? ""));
    expect(sessions).toHaveLength(1);
  });

  test("of two links by one friend at once stands for one of them; the other is refused when it is tried again", async () => {
    const email = "hal@example.com";
    const bob = await addAdvocate("bob@example.com", "Bob");
    const tries = [ada.code, bob.code].map((code) => claim(code, email));
    const states = (await Promise.all(tries)).map(({ status }) => status);
    expect(states.filter((status) => status === "claimed")).toHaveLength(1);
    expect(await claim(bob.code, email, minutesLater(1))).toMatchObject({
      status: "refused",
      reason: "already_claimed",
    });
    expect((await mine(email)).filter(({ state }) => state === "claimed")).toHaveLength(1);
  });

  test("leaves nothing behind when the code is wrong, and the guess is counted", async () => {
    const email = "ida@example.com";
    await execute(visitor(), requestClaim, { code: ada.code, email, locale: "en" });
    const digits = (await mailedDigits(email)) === "000000" ? "111111" : "000000";
    const wrong = { code: ada.code, email, digits, locale: "en" };
    expect(await execute(visitor(), claimReferral, wrong)).toEqual({ status: "wrong", triesLeft: 4 });
    expect(await mine(email)).toEqual([]);
    const found = await database.owner.select().from(customers).where(eq(customers.email, email));
    expect(found).toEqual([]);
  });

  test("asks for codes as often as signing in may, and no oftener", async () => {
    const ask = () =>
      execute(visitor(), requestClaim, { code: ada.code, email: "jo@example.com", locale: "en" });
    for (let i = 0; i < 5; i++) await ask();
    await expect(ask()).rejects.toMatchObject({ code: "LIMIT", reason: "too_many_codes" });
  });
});

describe("a claim is refused with its reason, kept once, and signs nobody in:", () => {
  async function refusedTwice(code: string, email: string, reason: string) {
    expect(await claim(code, email)).toEqual({ status: "refused", reason });
    expect(await claim(code, email, minutesLater(1))).toEqual({ status: "refused", reason });
    expect(await mine(email)).toMatchObject([{ state: "refused", reason, endedAt: NOON }]);
    const sessions = await database.owner
      .select({ email: customers.email })
      .from(customerSessions)
      .innerJoin(customers, eq(customers.id, customerSessions.customerId))
      .where(eq(customers.email, email));
    expect(sessions).toEqual([]);
  }

  test("the own link", async () => {
    await refusedTwice(ada.code, ada.email, "own_link");
  });

  test("a member", async () => {
    await store.addMember({ email: "Kim@example.com" });
    await refusedTwice(ada.code, "kim@example.com", "existing_customer");
  });

  test("a customer with an order", async () => {
    await buys("lea@example.com", "2026-02-01T12:00:00Z");
    await refusedTwice(ada.code, "lea@example.com", "existing_customer");
  });

  test("a guest with an order", async () => {
    await buys("Max@example.com", "2026-02-01T12:00:00Z", { customer: null });
    await refusedTwice(ada.code, "max@example.com", "existing_customer");
  });

  test("the link of a member who is blocked", async () => {
    const eve = await addAdvocate("eve@example.com", "Eve");
    await database.owner.update(customers).set({ blockedAt: NOON }).where(eq(customers.id, eve.id));
    await refusedTwice(eve.code, "ned@example.com", "blocked");
  });

  test("and each refusal is audited and told to the outside once", async () => {
    const events = await database.owner
      .select()
      .from(outboxEvents)
      .where(and(eq(outboxEvents.merchantId, store.merchantId), eq(outboxEvents.type, "referral.blocked")));
    const audited = await database.owner
      .select()
      .from(auditLog)
      .where(and(eq(auditLog.merchantId, store.merchantId), eq(auditLog.action, "referral.refuse")));
    // how many there are depends on who came first where twenty asked at once
    const refused = (await claims()).filter(({ state }) => state === "refused").length;
    expect(refused).toBeGreaterThanOrEqual(5);
    expect(events).toHaveLength(refused);
    expect(audited).toHaveLength(refused);
  });

  test("an imported address that never ordered nor joined may claim", async () => {
    await store.addMember({ email: "oda@example.com", enrolledAt: null });
    expect(await claim(ada.code, "oda@example.com")).toMatchObject({ status: "claimed" });
  });
});

test("a friend who claimed and then buys as a shop's customer is one customer", async () => {
  const answer = await claim(ada.code, "pat@example.com");
  await buys("pat@example.com", "2026-03-11T12:00:00Z");
  const rows = await database.owner.select().from(customers).where(eq(customers.email, "pat@example.com"));
  expect(rows).toMatchObject([
    {
      id: answer.status === "claimed" ? answer.customerId : "",
      externalId: "shop-pat@example.com",
      ordersCount: 1,
    },
  ]);
});
