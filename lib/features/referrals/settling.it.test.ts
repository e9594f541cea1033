import { and, eq, like, sql } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { customers, ledgerTransactions, mails, redemptions, rewardStock } from "@/db/schema";
import { adjustPoints, reverseTransaction } from "@/lib/features/ledger";
import { cancelOwnRedemption, cancelRedemption, redeemReward } from "@/lib/features/rewards";
import { execute } from "@/lib/platform/command";
import { read } from "@/lib/platform/query";
import { testDatabase } from "@/lib/testing/database";
import { NOON } from "@/lib/testing/loyalty-store";
import { offer, referralStore } from "@/lib/testing/referral-store";
import { getCustomerReferrals, getOwnReferrals, listReferrals } from ".";
import { firstOrder, stateSql } from "./judged";

const database = await testDatabase({ max: 24 });
afterAll(database.drop);

const FRIEND = "fay@example.com";
let shop: Awaited<ReturnType<typeof referralStore>>;
let ada: Awaited<ReturnType<typeof shop.addAdvocate>>;
let friendId: string;

async function open(referral: object = {}) {
  shop = await referralStore(database, { referral: { ...offer, ...referral } });
  ada = await shop.addAdvocate();
  const answer = await shop.claim(ada.code, FRIEND);
  friendId = answer.status === "claimed" ? answer.customerId : "";
}
beforeEach(() => open());

const at = (when: string) => shop.store.as({ type: "system" }, new Date(when));
const stateOf = async () => (await shop.claims())[0];
const codesOf = (customerId: string) =>
  database.owner
    .select({ id: redemptions.id, price: redemptions.price, status: redemptions.status })
    .from(redemptions)
    .where(and(eq(redemptions.merchantId, shop.store.merchantId), eq(redemptions.customerId, customerId)));
const rewardMails = () =>
  database.owner
    .select({ to: mails.recipient, subject: mails.subject })
    .from(mails)
    .where(and(eq(mails.merchantId, shop.store.merchantId), like(mails.template, "referral-%")))
    .orderBy(mails.recipient);
/** What staff is shown at a time. */
async function shown(when: string) {
  const [row] = (await read(at(when), listReferrals, {})).rows;
  return { state: row?.state, reason: row?.reason, payOn: row?.payOn };
}

describe("both are rewarded", () => {
  test("when the holding days have passed, not before; with points, a code, mails and a sound ledger", async () => {
    await shop.buys(FRIEND, "2026-03-11T12:00:00Z");
    await shop.run("2026-03-24");
    expect([await shop.points(ada.id), await codesOf(friendId)]).toEqual([0n, []]);
    expect(await shown("2026-03-24T12:00:00Z")).toEqual({
      state: "ordered",
      reason: null,
      payOn: "2026-03-25",
    });
    expect(await shop.run("2026-03-25")).toMatchObject({ referralsRewarded: 1 });
    expect(await shop.points(ada.id)).toBe(500n);
    expect(await codesOf(friendId)).toMatchObject([{ price: 0n, status: "issued" }]);
    expect(await stateOf()).toMatchObject({ state: "rewarded", endedAt: new Date("2026-03-25T00:00:00Z") });
    expect(await rewardMails()).toEqual([
      { to: ada.email, subject: "Your thanks from Test store" },
      { to: FRIEND, subject: "Your gift from Test store" },
    ]);
    await shop.run("2026-04-30");
    expect([await shop.points(ada.id), (await codesOf(friendId)).length]).toEqual([500n, 1]);
    expect(await rewardMails()).toHaveLength(2);
    expect(await shop.store.brokenInvariants()).toEqual([]);
  });

  test("once by four workers at once", async () => {
    for (let i = 0; i < 12; i++) {
      await shop.claim(ada.code, `f${i}@example.com`);
      await shop.buys(`f${i}@example.com`, "2026-03-11T12:00:00Z");
    }
    await Promise.all(Array.from({ length: 4 }, () => shop.run("2026-03-25")));
    expect(await shop.points(ada.id)).toBe(6_000n);
    expect(await rewardMails()).toHaveLength(24);
    const given = await database.owner
      .select({ id: ledgerTransactions.id })
      .from(ledgerTransactions)
      .where(
        and(
          eq(ledgerTransactions.merchantId, shop.store.merchantId),
          eq(ledgerTransactions.code, "referral"),
        ),
      );
    expect(given).toHaveLength(24);
    expect(await shop.store.brokenInvariants()).toEqual([]);
  });

  test("after an outage as daily runs would have", async () => {
    await shop.buys(FRIEND, "2026-03-11T12:00:00Z");
    await shop.refunds(`order-${FRIEND}`, "2026-03-25T09:00:00Z", 5_000n);
    await shop.run("2026-06-01");
    expect(await stateOf()).toMatchObject({ state: "rewarded", endedAt: new Date("2026-03-25T00:00:00Z") });
  });

  test("for an order that is told weeks late, and for one that a late refund leaves large enough", async () => {
    await shop.run("2026-04-20");
    expect(await shown("2026-04-20T12:00:00Z")).toMatchObject({ state: "expired" });
    await shop.buys(FRIEND, "2026-03-11T12:00:00Z");
    await shop.refunds(`order-${FRIEND}`, "2026-03-12T12:00:00Z", 3_000n);
    await shop.run("2026-04-21");
    expect(await stateOf()).toMatchObject({ state: "rewarded", endedAt: new Date("2026-04-20T23:00:00Z") });
  });

  test("for a guest's order with the friend's address", async () => {
    await shop.buys("FAY@example.com", "2026-03-11T12:00:00Z", { customer: null });
    await shop.run("2026-03-25");
    expect(await stateOf()).toMatchObject({ state: "rewarded" });
  });

  test("for an order that an edit made large enough", async () => {
    await shop.buys(FRIEND, "2026-03-11T12:00:00Z", { total: 1_000n });
    expect(await shown("2026-03-12T12:00:00Z")).toMatchObject({
      state: "cancelled",
      reason: "below_minimum",
    });
    await shop.buys(FRIEND, "2026-03-11T12:00:00Z", { total: 2_000n });
    await shop.run("2026-03-25");
    expect(await stateOf()).toMatchObject({ state: "rewarded" });
  });

  test("at the next midnight without holding days, by the terms of the claim whatever is published since", async () => {
    await open({ holdingDays: 0 });
    await shop.buys(FRIEND, "2026-03-11T12:00:00Z");
    await shop.run("2026-03-12");
    expect(await stateOf()).toMatchObject({ state: "rewarded", endedAt: new Date("2026-03-12T00:00:00Z") });
  });

  test("for the order after one that was cancelled", async () => {
    const told = { id: "first", cancelledAt: "2026-03-12T12:00:00Z" };
    await shop.buys(FRIEND, "2026-03-11T12:00:00Z", { ...told, status: "cancelled" });
    await shop.buys(FRIEND, "2026-03-20T12:00:00Z", { id: "second" });
    await shop.run("2026-04-03");
    expect(await stateOf()).toMatchObject({ state: "rewarded", endedAt: new Date("2026-04-02T23:00:00Z") });
  });
});

describe("nobody is rewarded", () => {
  const nothing = async () => {
    expect([await shop.points(ada.id), await codesOf(friendId), await rewardMails()]).toEqual([0n, [], []]);
    expect(await shop.store.brokenInvariants()).toEqual([]);
  };

  test("for an order that is refunded within the holding days", async () => {
    await shop.buys(FRIEND, "2026-03-11T12:00:00Z");
    await shop.refunds(`order-${FRIEND}`, "2026-03-24T23:59:59Z", 3_001n);
    await shop.run("2026-04-30");
    expect(await stateOf()).toMatchObject({ state: "cancelled", reason: "refunded" });
    await nothing();
  });

  test("for a second, larger order after one that was too small", async () => {
    await shop.buys(FRIEND, "2026-03-11T12:00:00Z", { id: "small", total: 1_999n });
    await shop.buys(FRIEND, "2026-03-12T12:00:00Z", { id: "large" });
    await shop.run("2026-04-30");
    expect(await stateOf()).toMatchObject({ state: "cancelled", reason: "below_minimum" });
    await nothing();
  });

  test("when it comes out that the friend had bought before", async () => {
    await shop.buys(FRIEND, "2026-03-11T12:00:00Z");
    await shop.buys(FRIEND, "2025-03-11T12:00:00Z", { id: "old" });
    await shop.run("2026-03-12");
    expect(await stateOf()).toMatchObject({ state: "cancelled", reason: "existing_customer" });
    await nothing();
  });

  test("without an order in the window; the claim is closed once late news can no longer come", async () => {
    await shop.buys(FRIEND, "2026-04-10T12:00:00Z");
    expect(await shown("2026-04-09T12:00:00Z")).toMatchObject({ state: "claimed" });
    expect(await shown("2026-04-10T12:00:00Z")).toMatchObject({ state: "expired" });
    await shop.run("2026-05-09");
    expect(await stateOf()).toMatchObject({ state: "claimed" });
    await shop.run("2026-05-10");
    expect(await stateOf()).toMatchObject({ state: "expired" });
    await nothing();
  });

  test("while one of the two is blocked on the day", async () => {
    await shop.buys(FRIEND, "2026-03-11T12:00:00Z");
    await database.owner.update(customers).set({ blockedAt: NOON }).where(eq(customers.id, friendId));
    await shop.run("2026-03-25");
    expect(await stateOf()).toMatchObject({ state: "cancelled", reason: "blocked" });
    await nothing();
  });

  test("for a test order or one that is not paid", async () => {
    await shop.buys(FRIEND, "2026-03-11T12:00:00Z", { status: "pending" });
    await shop.run("2026-05-10");
    expect(await stateOf()).toMatchObject({ state: "expired" });
    await nothing();
  });
});

describe("what was given", () => {
  beforeEach(async () => {
    await shop.buys(FRIEND, "2026-03-11T12:00:00Z");
    await shop.run("2026-03-25");
  });
  const later = () => at("2026-04-01T12:00:00Z");

  test("stands when the order is refunded after the holding days", async () => {
    await shop.refunds(`order-${FRIEND}`, "2026-03-26T12:00:00Z", 5_000n);
    await shop.run("2026-04-30");
    expect(await stateOf()).toMatchObject({ state: "rewarded" });
    expect(await shop.points(ada.id)).toBe(500n);
  });

  test("can be taken back by staff: the points by a reversal", async () => {
    const [given] = await database.owner
      .select({ id: ledgerTransactions.id })
      .from(ledgerTransactions)
      .where(and(eq(ledgerTransactions.customerId, ada.id), eq(ledgerTransactions.code, "referral")));
    await execute(later(), reverseTransaction, { transactionId: given?.id, note: "fraud" });
    expect(await shop.points(ada.id)).toBe(0n);
    expect(await shop.store.brokenInvariants()).toEqual([]);
  });

  test("is the friend's to keep: giving the code back by mistake is refused", async () => {
    const [code] = await codesOf(friendId);
    const friend = shop.store.as(
      { type: "customer", customerId: friendId },
      new Date("2026-04-01T12:00:00Z"),
    );
    const back = execute(friend, cancelOwnRedemption, { redemptionId: code?.id });
    await expect(back).rejects.toMatchObject({ code: "PRECONDITION", reason: "gift_kept" });
    expect(await codesOf(friendId)).toMatchObject([{ status: "issued" }]);
  });

  test("can be taken back by staff: the code by a cancellation, which adds nothing to the stock", async () => {
    const [code] = await codesOf(friendId);
    await execute(later(), cancelRedemption, { redemptionId: code?.id });
    expect(await codesOf(friendId)).toMatchObject([{ status: "cancelled" }]);
    const [stock] = await database.owner
      .select({ remaining: rewardStock.remaining })
      .from(rewardStock)
      .where(eq(rewardStock.merchantId, shop.store.merchantId));
    expect(stock?.remaining).toBe(1);
    expect(await shop.store.brokenInvariants()).toEqual([]);
  });

  test("takes nothing of what the friend may buy with points, and nothing of the stock", async () => {
    await execute(later(), adjustPoints, { customerId: friendId, amount: "500", reason: "goodwill" });
    await execute(later(), redeemReward, { customerId: friendId, rewardKey: "mug" });
    expect((await codesOf(friendId)).map(({ price }) => price).sort()).toEqual([0n, 500n]);
  });
});

describe("the lists", () => {
  beforeEach(async () => {
    const claimed = [
      ["ordered", "2026-03-11T12:00:00Z", {}],
      ["small", "2026-03-11T12:00:00Z", { total: 100n }],
      ["guest", "2026-03-12T12:00:00Z", { customer: null }],
      ["before", "2026-03-01T12:00:00Z", {}],
      ["late", "2026-06-01T12:00:00Z", {}],
    ] as const;
    for (const [name, placedAt, told] of claimed) {
      await shop.claim(ada.code, `${name}@example.com`);
      await shop.buys(`${name}@example.com`, placedAt, told);
    }
    await shop.claim(ada.code, ada.email);
  });

  test.each([
    "2026-03-10T13:00:00Z",
    "2026-03-12T13:00:00Z",
    "2026-04-09T22:59:59Z",
    "2026-04-09T23:00:00Z",
    "2026-07-01T00:00:00Z",
  ])("show by rule and by SQL the same state at %s", async (when) => {
    const rows = (await read(at(when), listReferrals, {})).rows;
    const moment = { at: new Date(when), timezone: "Europe/London" };
    const bySql = await database.db.execute<{ id: string; state: string }>(sql`
        select r.id, ${stateSql(moment)} as state from referrals r ${firstOrder(moment.at)}
        where r.merchant_id = ${shop.store.merchantId} order by r.claimed_at desc, r.id desc`);
    expect(rows.map(({ id, state }) => ({ id, state }))).toEqual([...bySql]);
    for (const state of ["claimed", "ordered", "expired", "cancelled", "refused"] as const) {
      const filtered = (await read(at(when), listReferrals, { state })).rows;
      expect(filtered).toEqual(rows.filter((row) => row.state === state));
    }
  });

  test("page by page hold each claim once, and are searched by address, name and link", async () => {
    const ids: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await read(at("2026-03-12T13:00:00Z"), listReferrals, { limit: 2, cursor });
      ids.push(...page.rows.map(({ id }) => id));
      if (!page.next) break;
      cursor = page.next;
    }
    expect(new Set(ids).size).toBe(7);
    expect(ids).toHaveLength(7);
    const found = async (q: string) =>
      (await read(at("2026-03-12T13:00:00Z"), listReferrals, { q })).rows.length;
    expect(await Promise.all(["gues", "ada by", ada.code.toLowerCase(), "nobody", "%"].map(found))).toEqual([
      1, 7, 7, 0, 0,
    ]);
  });

  test("hide names and addresses from an analyst, who cannot search by them", async () => {
    const analyst = shop.store.as({ type: "staff", userId: ada.id, role: "analyst", email: "a@b.c" }, NOON);
    const { rows } = await read(analyst, listReferrals, {});
    expect(JSON.stringify(rows.map(({ advocate, friend }) => [advocate, friend]))).not.toMatch(/example|Ada/);
    expect((await read(analyst, listReferrals, { q: "guest" })).rows).toEqual([]);
  });

  test("of a member name no friend in full, and leave out who was refused", async () => {
    const self = shop.store.as({ type: "customer", customerId: ada.id }, new Date("2026-03-12T13:00:00Z"));
    const own = await read(self, getOwnReferrals, {});
    expect(own).toMatchObject({ code: ada.code, offer: { windowDays: 30 } });
    expect(own.invitations).toHaveLength(6);
    expect(JSON.stringify(own)).not.toContain("@example");
    expect(own.counts).toEqual({ claimed: 2, ordered: 2, rewarded: 0, expired: 0, cancelled: 2 });
    const staff = await read(at("2026-03-12T13:00:00Z"), getCustomerReferrals, { customerId: ada.id });
    expect([staff.code, staff.invited.length, staff.invitedBy]).toEqual([ada.code, 7, null]);
    const theirs = await read(at("2026-03-12T13:00:00Z"), getCustomerReferrals, { customerId: friendId });
    expect(theirs.invitedBy).toMatchObject({ advocate: { id: ada.id }, state: "claimed" });
  });
});
