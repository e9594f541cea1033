import { and, eq } from "drizzle-orm";
import { afterAll, describe, expect, test } from "vitest";
import { redemptions } from "@/db/schema";
import { recordOrders } from "@/lib/features/orders";
import { execute } from "@/lib/platform/command";
import { read } from "@/lib/platform/query";
import { testDatabase } from "@/lib/testing/database";
import { NOON } from "@/lib/testing/loyalty-store";
import { rewardStore } from "@/lib/testing/reward-store";
import { cancelOwnRedemption, cancelRedemption, getCode, redeemOwnReward, redeemReward } from ".";

const database = await testDatabase();
afterAll(database.drop);
const { store, system, self, give, member, available } = await rewardStore(database);

const rowOf = async (id: string) =>
  (
    await database.owner
      .select()
      .from(redemptions)
      .where(and(eq(redemptions.merchantId, store.merchantId), eq(redemptions.id, id)))
  )[0];

describe("store credit", () => {
  test("is in its wallet at once, and the points are gone", async () => {
    const id = await member(150n);
    const { redemptionId } = await execute(self(id), redeemOwnReward, { rewardKey: "credit" });
    expect([await available(id), await available(id, "credit")]).toEqual([50n, 500n]);
    expect(await rowOf(redemptionId)).toMatchObject({ status: "used", costMinor: 500n });
  });

  test("that is not covered moves nothing", async () => {
    const id = await member(99n);
    await expect(execute(self(id), redeemOwnReward, { rewardKey: "credit" })).rejects.toMatchObject({
      code: "SHORT",
    });
    expect([await available(id), await available(id, "credit")]).toEqual([99n, 0n]);
  });

  test("cannot be given back by the customer; by the store only while it is not spent", async () => {
    const id = await member(200n);
    const first = await execute(self(id), redeemOwnReward, { rewardKey: "credit" });
    const cancel = { redemptionId: first.redemptionId };
    await expect(execute(self(id), cancelOwnRedemption, cancel)).rejects.toMatchObject({
      reason: "had_at_once",
    });
    await execute(system(), cancelRedemption, cancel);
    await expect(execute(system(), cancelRedemption, cancel)).rejects.toMatchObject({ reason: "settled" });
    expect([await available(id), await available(id, "credit")]).toEqual([200n, 0n]);

    const second = await execute(self(id), redeemOwnReward, { rewardKey: "credit" });
    await give(id, -1n, { asset: "credit" });
    const again = execute(system(), cancelRedemption, { redemptionId: second.redemptionId });
    await expect(again).rejects.toMatchObject({ code: "SHORT" });
    expect([await available(id), await available(id, "credit")]).toEqual([100n, 499n]);
  });
});

test("what was had at once has no last day: the store can take it back later, whatever the days of its code", async () => {
  const id = await member(100n);
  const { redemptionId } = await execute(self(id), redeemOwnReward, { rewardKey: "brief-credit" });
  const muchLater = system(new Date("2026-05-01T12:00:00Z"));
  await execute(muchLater, cancelRedemption, { redemptionId });
  expect([await available(id), await available(id, "credit")]).toEqual([100n, 0n]);
});

test("a donation is made at once and counts as its value; the store can take it back", async () => {
  const id = await member(100n);
  const { redemptionId } = await execute(self(id), redeemOwnReward, { rewardKey: "donate" });
  expect(await rowOf(redemptionId)).toMatchObject({ status: "used", costMinor: 100n });
  await execute(system(), cancelRedemption, { redemptionId });
  expect(await available(id)).toBe(100n);
});

describe("paying with points", () => {
  test("takes so many steps, the fewest unless said, and the code knows its worth", async () => {
    const id = await member(100n);
    const few = await execute(self(id), redeemOwnReward, { rewardKey: "pay" });
    const more = await execute(self(id), redeemOwnReward, { rewardKey: "pay", steps: 5 });
    expect([few.price, more.price]).toEqual(["20", "50"]);
    expect(await available(id)).toBe(30n);
    expect((await read(system(), getCode, { code: more.code })).worthMinor).toBe(50n);
    // half of the order at most
    expect((await read(system(), getCode, { code: more.code, cartMinor: 60n })).worthMinor).toBe(30n);
  });

  test.each([
    ["pay", 1, "too_few_steps"],
    ["pay", 9, "too_many_steps"],
    ["five", 2, "no_steps"],
  ])("of %s in %i steps is refused: %s", async (rewardKey, steps, reason) => {
    const id = await member(500n);
    await expect(execute(system(), redeemReward, { customerId: id, rewardKey, steps })).rejects.toMatchObject(
      { code: "VALIDATION", reason },
    );
    expect(await available(id)).toBe(500n);
  });

  test("costs the store what it took off the order, at most the share", async () => {
    const id = await member(100n);
    const { code, redemptionId } = await execute(self(id), redeemOwnReward, { rewardKey: "pay", steps: 8 });
    const order = { externalId: "o", customerExternalId: id, placedAt: NOON, totalMinor: "100" };
    await execute(system(), recordOrders, {
      facts: [{ kind: "order", order: { ...order, rewardCodes: [code] } }],
    });
    expect(await rowOf(redemptionId)).toMatchObject({ status: "used", costMinor: 50n });
  });
});

test("after all of this the ledger breaks no invariant", async () => {
  expect(await store.brokenInvariants()).toEqual([]);
});
