import { and, eq, isNotNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { customers, ledgerTransactions, referralLinks, referrals, referralVisits } from "@/db/schema";
import { openReferralLink, recordVisit } from "@/lib/features/referrals";
import { execute } from "@/lib/platform/command";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { minutesLater, NOON } from "@/lib/testing/loyalty-store";
import { referralStore } from "@/lib/testing/referral-store";
import { addClaims, addLinks, addVisits } from "./bulk-referrals";

const welcome = {
  key: "welcome",
  trigger: "customer.joined" as const,
  effects: [{ type: "fixed" as const, asset: "points" as const, units: 100 }],
};
const ada = "ada@example.com";
const bob = "bob@example.com";
const eve = "eve@example.com";
const friend = "fay@example.com";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

/** Ada and Bob, who invite, and Eve, who is a customer already. */
async function setUp() {
  const invited = await referralStore(database, { earningRules: [welcome] });
  const { store } = invited;
  const [adaId, bobId] = [await store.addMember({ email: ada }), await store.addMember({ email: bob })];
  await store.addMember({ email: eve });
  return { ...invited, adaId, bobId };
}

/** All that tells of invitations in a store, without ids and codes. */
async function told(merchantId: string) {
  const { owner } = database;
  const [advocate, of] = [alias(customers, "advocate"), alias(customers, "of")];

  return {
    links: await owner
      .select({
        of: of.email,
        length: sql<number>`length(${referralLinks.code})`,
        at: referralLinks.createdAt,
      })
      .from(referralLinks)
      .innerJoin(of, eq(of.id, referralLinks.customerId))
      .where(eq(referralLinks.merchantId, merchantId))
      .orderBy(of.email),
    visits: await owner
      .select({ of: of.email, day: referralVisits.day, visits: referralVisits.visits })
      .from(referralVisits)
      .innerJoin(referralLinks, eq(referralLinks.code, referralVisits.code))
      .innerJoin(of, eq(of.id, referralLinks.customerId))
      .where(eq(referralVisits.merchantId, merchantId)),
    claims: await owner
      .select({
        advocate: advocate.email,
        friend: of.email,
        joinedAt: of.joinedAt,
        enrolledAt: of.enrolledAt,
        pointsEarned: of.pointsEarned,
        email: referrals.friendEmail,
        state: referrals.state,
        reason: referrals.reason,
        offer: referrals.offer,
        version: referrals.programVersion,
        claimedAt: referrals.claimedAt,
        orderId: referrals.orderId,
        endedAt: referrals.endedAt,
      })
      .from(referrals)
      .innerJoin(advocate, eq(advocate.id, referrals.advocateId))
      .leftJoin(of, and(eq(of.id, referrals.friendId), isNotNull(referrals.friendId)))
      .where(eq(referrals.merchantId, merchantId))
      .orderBy(referrals.claimedAt),
    ledger: await owner
      .select({ code: ledgerTransactions.code, at: ledgerTransactions.occurredAt })
      .from(ledgerTransactions)
      .where(eq(ledgerTransactions.merchantId, merchantId)),
  };
}

async function byCommands() {
  const { store, claim, visitor, adaId, bobId } = await setUp();
  const open = async (customerId: string) =>
    (await execute(store.as({ type: "customer", customerId }, NOON), openReferralLink, {})).code;
  const [adas, bobs] = [await open(adaId), await open(bobId)];
  for (const minute of [1, 2, 3]) await execute(visitor(minutesLater(minute)), recordVisit, { code: adas });
  await claim(adas, friend, minutesLater(4));
  await claim(bobs, friend, minutesLater(5));
  await claim(adas, ada, minutesLater(6));
  await claim(adas, eve, minutesLater(7));
  return told(store.merchantId);
}

async function inBulk() {
  const { store, system, adaId, bobId } = await setUp();
  const friendId = await store.addMember({ email: friend, enrolledAt: null });
  const links = [
    { customerId: adaId, at: NOON },
    { customerId: bobId, at: NOON },
  ];
  const [adas = "", bobs = ""] = await addLinks(system, links);
  await addVisits(system, [{ code: adas, day: "2026-03-10", visits: 3 }]);
  const byAda = { code: adas, advocateId: adaId };
  const byBob = { code: bobs, advocateId: bobId };
  const refused = (friendEmail: string, minute: number) => ({
    friendId: null,
    friendEmail,
    at: minutesLater(minute),
  });
  await addClaims(system, [
    { ...byAda, friendId, friendEmail: friend, at: minutesLater(4), refusal: null },
    { ...byBob, ...refused(friend, 5), refusal: "already_claimed" },
    { ...byAda, ...refused(ada, 6), refusal: "own_link" },
    { ...byAda, ...refused(eve, 7), refusal: "existing_customer" },
  ]);
  return told(store.merchantId);
}

test("links, visits and claims in bulk leave what the commands leave", async () => {
  const expected = await byCommands();
  expect(expected.claims).toHaveLength(4);
  expect(expected.ledger).toHaveLength(1);
  expect(await inBulk()).toEqual(expected);
});
