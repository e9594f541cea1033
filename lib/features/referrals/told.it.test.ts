import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { programVersions, referrals } from "@/db/schema";
import { invariant } from "@/lib/domain/errors";
import { newId } from "@/lib/domain/id";
import { giftPosting } from "@/lib/domain/rewards/gift";
import { getCustomerLedger } from "@/lib/features/customers";
import { listActivity } from "@/lib/features/members";
import { ledgerPost } from "@/lib/platform/ledger-post";
import { read } from "@/lib/platform/query";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { makeStore, NOON, STORE_START, type TestStore } from "@/lib/testing/loyalty-store";
import { getOwnReferrals } from ".";

const gift = { type: "points" as const, units: 500 };
const offer = {
  active: true,
  advocate: gift,
  friend: gift,
  minOrderMinor: 0,
  windowDays: 30,
  holdingDays: 0,
};

let database: TestDatabase;
let store: TestStore;
let advocate: string;
let friend: string;

/** Anna has invited Kim, and both were given points for it. */
beforeAll(async () => {
  database = await testDatabase();
  store = await makeStore(database, { referral: { ...offer, advocate: { type: "points", units: 900 } } });
  const ctx = store.as({ type: "system" }, NOON);
  advocate = await store.addMember({ name: "Anna Berg" });
  friend = await store.addMember({ name: "Kim Lee" });
  const claim = { merchantId: store.merchantId, id: newId(), advocateId: advocate, friendId: friend };
  await database.owner.insert(referrals).values({
    ...claim,
    code: "ABCDEFGH",
    friendEmail: "kim@example.com",
    state: "rewarded",
    offer,
    programVersion: 1,
    claimedAt: NOON,
    endedAt: NOON,
  });
  const [version] = await database.owner
    .select({ document: programVersions.document })
    .from(programVersions)
    .where(eq(programVersions.merchantId, store.merchantId));
  invariant(version, "the store has a program");
  const postings = [advocate, friend].map((customerId) =>
    giftPosting(gift, {
      key: `referral:${claim.id}:${customerId}`,
      customerId,
      at: NOON,
      timezone: "Europe/London",
      version: { number: 1, document: version.document, effectiveFrom: STORE_START },
      reason: { code: "referral", sourceType: "referral", sourceId: claim.id },
      trace: {},
      newCode: () => "",
    }),
  );
  await ledgerPost(ctx.db, ctx, { postings });
});
afterAll(() => database.drop());

const self = (customerId: string) => store.as({ type: "customer", customerId }, NOON);

test("the members' own accounts say who was invited, by first name, and who was welcomed", async () => {
  const [mine] = (await read(self(advocate), listActivity, {})).rows;
  expect(mine).toMatchObject({ units: 500n, invitation: { isAdvocate: true, friend: "Kim" } });
  const [theirs] = (await read(self(friend), listActivity, {})).rows;
  expect(theirs).toMatchObject({ units: 500n, invitation: { isAdvocate: false } });
});

test("staff reads in the ledger who is on the other side, masked for who may not identify customers", async () => {
  const rowFor = async (role: "support" | "analyst", customerId: string) => {
    const staff = store.as({ type: "staff", userId: newId(), role, email: "s@example.com" }, NOON);
    const [row] = (await read(staff, getCustomerLedger, { customerId })).rows;
    return row?.referral;
  };
  expect(await rowFor("support", advocate)).toEqual({ isAdvocate: true, other: "Kim Lee" });
  expect(await rowFor("support", friend)).toEqual({ isAdvocate: false, other: "Anna Berg" });
  expect(await rowFor("analyst", friend)).toEqual({ isAdvocate: false, other: "A••• B•••" });
});

test("an invitation keeps to the member what was promised when it was accepted", async () => {
  const own = await read(self(advocate), getOwnReferrals, {});
  expect(own.offer?.advocate).toEqual({ type: "points", units: 900 });
  expect(own.invitations).toMatchObject([{ state: "rewarded", gift, friend: "k•••@•••.com" }]);
});
