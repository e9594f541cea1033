import { and, eq } from "drizzle-orm";
import { afterAll, describe, expect, test } from "vitest";
import { auditLog, rewardStock } from "@/db/schema";
import { newId } from "@/lib/domain/id";
import { isRewardCode } from "@/lib/platform/codes";
import { execute } from "@/lib/platform/command";
import { read } from "@/lib/platform/query";
import { testDatabase } from "@/lib/testing/database";
import { NOON } from "@/lib/testing/loyalty-store";
import { codeOf, rewardStore } from "@/lib/testing/reward-store";
import { cancelOwnRedemption, listRedemptions, redeemOwnReward, redeemReward } from ".";

const database = await testDatabase({ max: 20 });
afterAll(database.drop);
const { store, system, self, give, member, available } = await rewardStore(database);

async function stockOf(rewardKey: string): Promise<number | undefined> {
  const [row] = await database.owner
    .select({ remaining: rewardStock.remaining })
    .from(rewardStock)
    .where(and(eq(rewardStock.merchantId, store.merchantId), eq(rewardStock.rewardKey, rewardKey)));
  return row?.remaining;
}

describe("redeeming", () => {
  test("takes the price, keeps the reward as it was, and gives a valid code with its last day", async () => {
    const id = await member(150n);
    const taken = await execute(self(id), redeemOwnReward, { rewardKey: "five" });
    expect(isRewardCode(taken.code)).toBe(true);
    expect(taken).toMatchObject({ price: "100", expiresOn: "2026-04-09" });
    expect(await available(id)).toBe(50n);
    const list = await read(system(), listRedemptions, { customerId: id });
    expect(list.redemptions).toMatchObject([
      { code: taken.code, status: "issued", reward: { key: "five", valueMinor: 500 } },
    ]);
  });

  // Nova-Rewards#190 and #209
  test("of 50 customers after the last unit exactly one wins, the others are told it is out of stock", async () => {
    const ids = await Promise.all(Array.from({ length: 50 }, () => member(100n)));
    const outcomes = await Promise.allSettled(
      ids.map((id) => execute(self(id), redeemOwnReward, { rewardKey: "rare" })),
    );
    const codes = outcomes.map(codeOf);
    expect(codes.filter((code) => code === "won")).toHaveLength(1);
    expect(codes.filter((code) => code === "OUT_OF_STOCK")).toHaveLength(49);
    expect(await stockOf("rare")).toBe(0);
    const winner = ids[codes.indexOf("won")] ?? "";
    const [held] = (await read(system(), listRedemptions, { customerId: winner })).redemptions;
    await execute(self(winner), cancelOwnRedemption, { redemptionId: held?.id });
    expect(await stockOf("rare")).toBe(1);
  });

  // fushengqian/fuint#71: twenty at once all succeeded; Azuriom Plugin-Shop#285 and Kademi/kademi-dev#4631: below zero.
  test("20 times at once, each with a key of its own, spends what is there once and never goes below zero", async () => {
    const id = await member(100n);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, (_, i) =>
        execute(
          self(id),
          redeemOwnReward,
          { rewardKey: i % 2 ? "card" : "credit" },
          { idempotencyKey: `k${i}` },
        ),
      ),
    );
    const codes = outcomes.map(codeOf);
    expect(codes.filter((code) => code === "won")).toHaveLength(1);
    expect(codes.filter((code) => code === "SHORT")).toHaveLength(19);
    expect(await available(id)).toBe(0n);
  });

  test("given back, what was taken while there was no stock adds nothing to one set out since", async () => {
    const id = await member(100n);
    const { redemptionId } = await execute(self(id), redeemOwnReward, { rewardKey: "five" });
    const stock = { merchantId: store.merchantId, rewardKey: "five", stated: 3, remaining: 3 };
    await database.owner.insert(rewardStock).values(stock);
    await execute(self(id), cancelOwnRedemption, { redemptionId });
    expect(await stockOf("five")).toBe(3);
  });

  // Kademi/kademi-dev#4631: a disabled button is no guard.
  // PrestaShop/loyalty#16: the same points were converted twice.
  test("20 times with one key gives one code and takes the points once", async () => {
    const id = await member(100n);
    const taken = await Promise.all(
      Array.from({ length: 20 }, () =>
        execute(self(id), redeemOwnReward, { rewardKey: "five" }, { idempotencyKey: "press" }),
      ),
    );
    expect(new Set(taken.map((one) => one.code)).size).toBe(1);
    expect(await available(id)).toBe(0n);
  });

  test("one key of two customers is two presses", async () => {
    const press = async () =>
      execute(self(await member(100n)), redeemOwnReward, { rewardKey: "five" }, { idempotencyKey: "shared" });
    expect((await press()).code).not.toBe((await press()).code);
  });

  test("the stock of a program that came into force since midnight counts from its first taker on", async () => {
    const { owner } = database;
    await owner
      .delete(rewardStock)
      .where(and(eq(rewardStock.merchantId, store.merchantId), eq(rewardStock.rewardKey, "fresh")));
    const take = async () => execute(self(await member(100n)), redeemOwnReward, { rewardKey: "fresh" });
    await take();
    await take();
    await expect(take()).rejects.toMatchObject({ code: "OUT_OF_STOCK" });
  });

  test("a reward with a limit of one can be taken once at a time, also by ten presses at once", async () => {
    const id = await member(200n);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 10 }, () => execute(self(id), redeemOwnReward, { rewardKey: "once" })),
    );
    expect(outcomes.map(codeOf).sort()).toEqual([...Array(9).fill("LIMIT"), "won"]);
    expect(await available(id)).toBe(190n);
  });

  test("with too few points it is refused and says what is there and what is needed", async () => {
    const id = await member(99n);
    await expect(execute(self(id), redeemOwnReward, { rewardKey: "five" })).rejects.toMatchObject({
      code: "SHORT",
      params: { available: 99, needed: 100 },
    });
    expect(await available(id)).toBe(99n);
  });

  test("points that expired last night cannot be spent, even before the day's work has run", async () => {
    const id = await member(0n);
    await give(id, 100n, { expiresOn: "2026-03-10" });
    const nextDay = new Date("2026-03-11T00:00:01Z");
    await expect(execute(self(id, nextDay), redeemOwnReward, { rewardKey: "five" })).rejects.toMatchObject({
      code: "SHORT",
    });
  });

  test.each([
    ["gold-only", "PRECONDITION", "tier_locked"],
    ["later", "PRECONDITION", "reward_not_yet"],
    ["past", "PRECONDITION", "reward_over"],
    ["loyal", "PRECONDITION", "conditions_unmet"],
    ["old", "PRECONDITION", "reward_inactive"],
    ["unheard-of", "NOT_FOUND", "NOT_FOUND"],
  ])("the reward %s is refused with its reason", async (rewardKey, code, reason) => {
    const id = await member(100n);
    await expect(execute(self(id), redeemOwnReward, { rewardKey })).rejects.toMatchObject({ code, reason });
  });

  test("a tier pays its own price", async () => {
    const id = await member(10n, { tierKey: "gold" });
    await execute(self(id), redeemOwnReward, { rewardKey: "cheaper" });
    expect(await available(id)).toBe(4n);
  });

  test("a blocked customer and one who is not a member are refused", async () => {
    const blocked = await member(100n, { blockedAt: NOON });
    const outsider = await member(100n, { enrolledAt: null });
    await expect(execute(self(blocked), redeemOwnReward, { rewardKey: "five" })).rejects.toMatchObject({
      reason: "customer_blocked",
    });
    await expect(execute(self(outsider), redeemOwnReward, { rewardKey: "five" })).rejects.toMatchObject({
      reason: "not_a_member",
    });
  });

  test("before the first program is live nothing can be taken", async () => {
    const id = await member(100n);
    const early = new Date("2025-12-31T12:00:00Z");
    await expect(execute(self(id, early), redeemOwnReward, { rewardKey: "five" })).rejects.toMatchObject({
      reason: "no_live_program",
    });
  });

  test("support takes a reward for a customer, and the audit names the member of staff", async () => {
    const id = await member(100n);
    const userId = newId();
    const support = store.as({ type: "staff", userId, role: "support", email: "s@example.com" }, NOON);
    await execute(support, redeemReward, { customerId: id, rewardKey: "five" });
    const [row] = await database.owner
      .select({ actor: auditLog.actor, action: auditLog.action })
      .from(auditLog)
      .where(and(eq(auditLog.merchantId, store.merchantId), eq(auditLog.subjectId, id)));
    expect(row).toEqual({ actor: `staff:${userId}`, action: "reward.redeem" });
  });
});

test("after all of this the ledger breaks no invariant", async () => {
  expect(await store.brokenInvariants()).toEqual([]);
});
