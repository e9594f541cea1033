import { and, eq, ne } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import { redemptions, rewardStock } from "@/db/schema";
import { newId } from "@/lib/domain/id";
import { getVersionAt, publishDocument } from "@/lib/features/programs";
import { execute } from "@/lib/platform/command";
import { ledgerPost } from "@/lib/platform/ledger-post";
import { read } from "@/lib/platform/query";
import { testDatabase } from "@/lib/testing/database";
import { makeStore, minutesLater, NOON, type TestStore } from "@/lib/testing/loyalty-store";
import { codeOf } from "@/lib/testing/reward-store";
import { cancelOwnRedemption, getCode, redeemOwnReward, useCode } from ".";

const database = await testDatabase({ max: 20 });
afterAll(database.drop);

const mug = { key: "mug", kind: "amount_off" as const, price: 100, valueMinor: 500, validDays: 10 };

async function publish(store: TestStore, rewards: object[], minutes: number) {
  const system = store.as({ type: "system" }, minutesLater(minutes));
  const live = await getVersionAt(database.db, store.merchantId, system.now);
  await execute(system, publishDocument, { document: { ...live?.document, rewards } });
}

async function member(store: TestStore): Promise<string> {
  const [customerId, id] = [await store.addMember(), newId()];
  const base = { op: "credit", code: "adjust", account: "adjusted", sourceType: "job" } as const;
  const lot = { id, key: id, lotId: newId(), customerId, asset: "points", amount: 100n, expiresOn: null };
  await ledgerPost(database.db, store.as({ type: "system" }, NOON), {
    postings: [{ ...base, ...lot, sourceId: "test", occurredAt: NOON }],
  });
  return customerId;
}

const self = (store: TestStore, customerId: string, minutes = 0) =>
  store.as({ type: "customer", customerId }, minutesLater(minutes));

/** What is left by the books, and what is out. */
async function shelf({ merchantId }: TestStore) {
  const [stock] = await database.owner
    .select({ remaining: rewardStock.remaining, stated: rewardStock.stated })
    .from(rewardStock)
    .where(eq(rewardStock.merchantId, merchantId));
  const out = await database.owner.$count(
    redemptions,
    and(eq(redemptions.merchantId, merchantId), ne(redemptions.status, "cancelled")),
  );
  return { ...stock, out };
}

test("codes that are out stay what they were when the reward gets dearer, worth less, shorter, or is deleted", async () => {
  const store = await makeStore(database, { rewards: [mug] });
  const system = store.as({ type: "system" }, minutesLater(5));
  const [ann, bob] = [await member(store), await member(store)];
  const kept = await execute(self(store, ann), redeemOwnReward, { rewardKey: "mug" });
  const given = await execute(self(store, bob), redeemOwnReward, { rewardKey: "mug" });
  await publish(store, [{ ...mug, price: 300, valueMinor: 100, validDays: 1 }], 1);
  await publish(store, [], 2);
  expect(await read(system, getCode, { code: kept.code })).toMatchObject({
    status: "issued",
    worthMinor: 500n,
    restrictions: { expiresOn: "2026-03-20" },
  });
  await execute(system, useCode, { code: kept.code, order: "any" });
  const { returned } = await execute(self(store, bob, 5), cancelOwnRedemption, {
    redemptionId: given.redemptionId,
  });
  expect(returned).toBe("100");
  await expect(execute(self(store, bob, 5), redeemOwnReward, { rewardKey: "mug" })).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
  expect(await store.brokenInvariants()).toEqual([]);
});

test("a stock stated lower than what is out gives nothing more, also after one comes back, until more is stated", async () => {
  const store = await makeStore(database, { rewards: [{ ...mug, stock: 5 }] });
  const people = await Promise.all(Array.from({ length: 6 }, () => member(store)));
  const [first = "", , , , fifth = "", sixth = ""] = people;
  const [taken] = await Promise.all(
    people.slice(0, 4).map((id) => execute(self(store, id), redeemOwnReward, { rewardKey: "mug" })),
  );
  const take = (id: string, minutes: number) =>
    execute(self(store, id, minutes), redeemOwnReward, { rewardKey: "mug" });
  await publish(store, [{ ...mug, stock: 2 }], 1);
  await expect(take(fifth, 2)).rejects.toMatchObject({ code: "OUT_OF_STOCK" });
  await execute(self(store, first, 2), cancelOwnRedemption, { redemptionId: taken?.redemptionId });
  await expect(take(fifth, 3)).rejects.toMatchObject({ code: "OUT_OF_STOCK" });
  await publish(store, [{ ...mug, stock: 4 }], 4);
  await take(fifth, 5);
  await expect(take(sixth, 5)).rejects.toMatchObject({ code: "OUT_OF_STOCK" });
  expect(await shelf(store)).toEqual({ remaining: 0, stated: 4, out: 4 });
});

test("a stock that is published while 30 press is never given out more than once", async () => {
  const store = await makeStore(database, { rewards: [{ ...mug, stock: 5 }] });
  const people = await Promise.all(Array.from({ length: 30 }, () => member(store)));
  const [published, ...takes] = await Promise.allSettled([
    publish(store, [{ ...mug, stock: 9 }], 1),
    ...people.map((id) => execute(self(store, id, 1), redeemOwnReward, { rewardKey: "mug" })),
  ]);
  expect(published?.status).toBe("fulfilled");
  const codes = takes.map(codeOf);
  expect(codes.every((code) => code === "won" || code === "OUT_OF_STOCK")).toBe(true);
  const { remaining, stated, out } = await shelf(store);
  expect({ stated, sum: (remaining ?? 0) + out, out }).toEqual({
    stated: 9,
    sum: 9,
    out: codes.filter((code) => code === "won").length,
  });
});
