import { and, asc, eq } from "drizzle-orm";
import { afterAll, describe, expect, test } from "vitest";
import { lots, redemptions } from "@/db/schema";
import { settleDue } from "@/lib/features/ledger";
import { execute } from "@/lib/platform/command";
import { testDatabase } from "@/lib/testing/database";
import { codeOf, rewardStore } from "@/lib/testing/reward-store";
import { cancelOwnRedemption, cancelRedemption, redeemOwnReward } from ".";

const database = await testDatabase();
afterAll(database.drop);
const { store, system, self, give, member, available } = await rewardStore(database);

const lotsOf = (customerId: string) =>
  database.owner
    .select({ amount: lots.amount, remaining: lots.remaining, expiresOn: lots.expiresOn })
    .from(lots)
    .where(and(eq(lots.merchantId, store.merchantId), eq(lots.customerId, customerId)))
    .orderBy(asc(lots.expiresOn));

describe("giving back", () => {
  test("returns the units into their own lots with their own expiry", async () => {
    const id = await member(0n);
    await give(id, 60n, { expiresOn: "2026-05-01" });
    await give(id, 80n, { expiresOn: "2026-08-01" });
    const before = await lotsOf(id);
    const taken = await execute(self(id), redeemOwnReward, { rewardKey: "five" });
    expect((await lotsOf(id)).map((lot) => lot.remaining)).toEqual([0n, 40n]);
    await execute(self(id), cancelOwnRedemption, { redemptionId: taken.redemptionId });
    expect(await lotsOf(id)).toEqual(before);
    expect(await available(id)).toBe(140n);
  });

  test("a lot that expired meanwhile reopens for the days of grace, another keeps its date", async () => {
    const id = await member(0n);
    await give(id, 60n, { expiresOn: "2026-03-15" });
    await give(id, 80n, { expiresOn: "2026-08-01" });
    const taken = await execute(self(id), redeemOwnReward, { rewardKey: "five" });
    const later = new Date("2026-03-20T09:00:00Z");
    await execute(system(later), settleDue, { by: "2026-03-20" });
    await execute(self(id, later), cancelOwnRedemption, { redemptionId: taken.redemptionId });
    expect(await lotsOf(id)).toEqual([
      { amount: 60n, remaining: 60n, expiresOn: "2026-04-03" },
      { amount: 80n, remaining: 80n, expiresOn: "2026-08-01" },
    ]);
  });

  test("a lot that a clock ahead of ours has expired can be used again, and expires once more", async () => {
    const id = await member(0n);
    await give(id, 100n, { expiresOn: "2026-03-15" });
    await give(id, 30n, { expiresOn: "2026-03-10" });
    const taken = await execute(self(id), redeemOwnReward, { rewardKey: "five" });
    await execute(system(), settleDue, { by: "2026-03-16" });
    const lastMoment = new Date("2026-03-15T23:59:59Z");
    await execute(self(id, lastMoment), cancelOwnRedemption, { redemptionId: taken.redemptionId });
    expect(await available(id)).toBe(100n);
    const later = new Date("2026-05-01T00:00:00Z");
    await execute(system(later), settleDue, { by: "2026-05-01" });
    expect(await available(id)).toBe(0n);
  });

  test("a second time is refused, also at the same moment, and returns the points once", async () => {
    const id = await member(100n);
    const { redemptionId } = await execute(self(id), redeemOwnReward, { rewardKey: "five" });
    const outcomes = await Promise.allSettled(
      Array.from({ length: 5 }, () => execute(system(), cancelRedemption, { redemptionId })),
    );
    expect(outcomes.map(codeOf).sort()).toEqual([...Array(4).fill("PRECONDITION"), "won"]);
    expect(await available(id)).toBe(100n);
    await expect(execute(self(id), cancelOwnRedemption, { redemptionId })).rejects.toMatchObject({
      code: "PRECONDITION",
      reason: "settled",
    });
  });

  test("a used or an expired code returns nothing", async () => {
    const id = await member(200n);
    const used = await execute(self(id), redeemOwnReward, { rewardKey: "five" });
    await database.owner
      .update(redemptions)
      .set({ status: "used" })
      .where(and(eq(redemptions.merchantId, store.merchantId), eq(redemptions.id, used.redemptionId)));
    await expect(
      execute(self(id), cancelOwnRedemption, { redemptionId: used.redemptionId }),
    ).rejects.toMatchObject({ reason: "settled" });
    const kept = await execute(self(id), redeemOwnReward, { rewardKey: "five" });
    const late = new Date("2026-04-10T09:00:00Z");
    await expect(
      execute(self(id, late), cancelOwnRedemption, { redemptionId: kept.redemptionId }),
    ).rejects.toMatchObject({ reason: "code_expired" });
  });

  test("a customer cannot give back what another one took", async () => {
    const [one, other] = [await member(100n), await member(0n)];
    const { redemptionId } = await execute(self(one), redeemOwnReward, { rewardKey: "five" });
    await expect(execute(self(other), cancelOwnRedemption, { redemptionId })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });

  test("after giving back, a reward with a limit can be taken again", async () => {
    const id = await member(20n);
    const { redemptionId } = await execute(self(id), redeemOwnReward, { rewardKey: "once" });
    await execute(self(id), cancelOwnRedemption, { redemptionId });
    await expect(execute(self(id), redeemOwnReward, { rewardKey: "once" })).resolves.toBeDefined();
  });
});

test("after all of this the ledger breaks no invariant", async () => {
  expect(await store.brokenInvariants()).toEqual([]);
});
