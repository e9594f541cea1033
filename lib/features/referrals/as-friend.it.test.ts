import { afterAll, expect, test } from "vitest";
import { getMemberHome } from "@/lib/features/members";
import { read } from "@/lib/platform/query";
import { testDatabase } from "@/lib/testing/database";
import { NOON } from "@/lib/testing/loyalty-store";
import { offer, referralStore } from "@/lib/testing/referral-store";
import { getOwnReferrals } from ".";

const database = await testDatabase();
afterAll(database.drop);
const { store, addAdvocate, claim, buys, refunds, run } = await referralStore(database);
const ada = await addAdvocate();

async function accept(email: string): Promise<string> {
  const answer = await claim(ada.code, email);
  if (answer.status !== "claimed") throw new Error(answer.status);
  return answer.customerId;
}
const asFriend = async (customerId: string, now = NOON) =>
  (await read(store.as({ type: "customer", customerId }, now), getOwnReferrals, {})).asFriend;

test("who came without an invitation has none, and who invites is no friend of theirs", async () => {
  await accept("stranger@example.com");
  expect(await asFriend(await store.addMember())).toBeNull();
  expect(await asFriend(ada.id)).toBeNull();
});

test("the friend reads what to do until when, then the day it comes, then that it came, for 30 days on the start", async () => {
  const id = await accept("fay@example.com");
  const promise = { code: ada.code, offer, orderBy: "2026-04-09", isFresh: true };
  expect(await asFriend(id)).toMatchObject({ ...promise, state: "claimed", payOn: null });
  await buys("fay@example.com", "2026-03-11T10:00:00Z");
  const ordered = { ...promise, state: "ordered", payOn: "2026-03-25" };
  expect(await asFriend(id, new Date("2026-03-12T12:00:00Z"))).toMatchObject(ordered);
  await run("2026-03-25");
  expect(await asFriend(id, new Date("2026-03-26T12:00:00Z"))).toMatchObject({
    state: "rewarded",
    isFresh: true,
  });
  expect(await asFriend(id, new Date("2026-05-26T12:00:00Z"))).toMatchObject({
    state: "rewarded",
    isFresh: false,
  });
});

test("the friend reads that the time ran out, or why nothing comes of it", async () => {
  const late = await accept("late@example.com");
  expect(await asFriend(late, new Date("2026-04-10T12:00:00Z"))).toMatchObject({ state: "expired" });
  const back = await accept("back@example.com");
  await buys("back@example.com", "2026-03-26T10:00:00Z");
  await refunds("order-back@example.com", "2026-03-27T10:00:00Z", 5_000n);
  const cancelled = { state: "cancelled", reason: "refunded" };
  expect(await asFriend(back, new Date("2026-03-28T12:00:00Z"))).toMatchObject(cancelled);
});

test("a reward that was given does not count towards how often the member may take it", async () => {
  const gifted = await accept("mug@example.com");
  await buys("mug@example.com", "2026-03-26T10:00:00Z");
  await run("2026-04-10");
  const home = await read(
    store.as({ type: "customer", customerId: gifted }, new Date("2026-04-10T12:00:00Z")),
    getMemberHome,
    {},
  );
  expect(home.codes).toMatchObject([{ reward: { key: "mug", perCustomerLimit: 1 } }]);
  expect(home.program?.offers).toMatchObject([{ reward: { key: "mug" }, obstacle: "short" }]);
});
