import { and, eq } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import { redemptions, rewardStock } from "@/db/schema";
import { newId } from "@/lib/domain/id";
import { expireCodes } from "@/lib/features/day";
import { recordOrders } from "@/lib/features/orders";
import { execute } from "@/lib/platform/command";
import { testDatabase } from "@/lib/testing/database";
import { codeOf, rewardStore } from "@/lib/testing/reward-store";
import { cancelRedemption, redeemOwnReward, redeemReward, reserveCode, useCode } from ".";

const database = await testDatabase({ max: 20 });
afterAll(database.drop);
const { store, system, self, member, available } = await rewardStore(database);

const midnight = new Date("2026-03-21T00:00:00Z");
const lastEvening = new Date("2026-03-20T20:00:00Z");

async function statusOf(redemptionId: string) {
  const [row] = await database.owner
    .select({ status: redemptions.status, reservedUntil: redemptions.reservedUntil })
    .from(redemptions)
    .where(and(eq(redemptions.merchantId, store.merchantId), eq(redemptions.id, redemptionId)));
  return row;
}

/** What is left of a reward, and how many are issued of it. */
async function shelf(rewardKey: string) {
  const { merchantId } = store;
  const [stock] = await database.owner
    .select({ remaining: rewardStock.remaining })
    .from(rewardStock)
    .where(and(eq(rewardStock.merchantId, merchantId), eq(rewardStock.rewardKey, rewardKey)));
  const issued = await database.owner.$count(
    redemptions,
    and(
      eq(redemptions.merchantId, merchantId),
      eq(redemptions.rewardKey, rewardKey),
      eq(redemptions.status, "issued"),
    ),
  );
  return { remaining: stock?.remaining, issued };
}

test.each(["returns", "ends"])(
  "used, given back, held and expired at the same moment: one of them happens, and the units of %s come back at most once",
  async (rewardKey) => {
    for (let round = 0; round < 12; round++) {
      const id = await member(100n);
      const { code, redemptionId } = await execute(self(id), redeemOwnReward, { rewardKey });
      const order = {
        externalId: newId(),
        customerExternalId: id,
        placedAt: lastEvening,
        totalMinor: "2000",
      };
      const told = { kind: "order" as const, order: { ...order, rewardCodes: [code] } };
      const acts = [
        () => execute(system(midnight), useCode, { code, order: "shop-told", at: lastEvening }),
        () => execute(system(lastEvening), cancelRedemption, { redemptionId }),
        () => execute(system(lastEvening), reserveCode, { code, cart: "a", minutes: 24 * 60 }),
        () => execute(system(midnight), expireCodes, { before: "2026-03-21" }),
        () => execute(system(midnight), recordOrders, { facts: [told] }),
      ];
      const turned = [...acts.slice(round % acts.length), ...acts.slice(0, round % acts.length)];
      const outcomes = await Promise.allSettled(turned.map((act) => act()));
      expect(
        outcomes.map(codeOf).filter((one) => !["won", "PRECONDITION", "CONFLICT"].includes(one)),
      ).toEqual([]);
      const after = await statusOf(redemptionId);
      const spent = 20n; // earned with the order, which is paid whatever becomes of the code
      const back = after?.status === "cancelled" ? 100n : 0n;
      expect(await available(id)).toBe(spent + back);
      if (after?.status !== "issued") expect(after?.reservedUntil ?? null).toBeNull();
    }
  },
);

test("the last unit given back while 20 others press for it goes to one of them, and none is lost or made", async () => {
  for (let round = 0; round < 5; round++) {
    const holder = await member(100n);
    const { redemptionId } = await execute(self(holder), redeemOwnReward, { rewardKey: "rare" });
    const others = await Promise.all(Array.from({ length: 20 }, () => member(100n)));
    const [back, ...takes] = await Promise.allSettled([
      execute(system(), cancelRedemption, { redemptionId }),
      ...others.map((id) => execute(self(id), redeemOwnReward, { rewardKey: "rare" })),
    ]);
    expect(back?.status).toBe("fulfilled");
    const codes = takes.map(codeOf);
    expect(codes.every((code) => code === "won" || code === "OUT_OF_STOCK")).toBe(true);
    const { remaining, issued } = await shelf("rare");
    expect((remaining ?? 0) + issued).toBe(1);
    const winner = others[codes.indexOf("won")];
    if (winner) {
      await database.owner
        .update(redemptions)
        .set({ status: "expired" })
        .where(and(eq(redemptions.customerId, winner), eq(redemptions.rewardKey, "rare")));
      await database.owner
        .update(rewardStock)
        .set({ remaining: 1 })
        .where(and(eq(rewardStock.merchantId, store.merchantId), eq(rewardStock.rewardKey, "rare")));
    }
  }
});

test("staff and the customer who take at the same moment share one limit", async () => {
  const id = await member(200n);
  const outcomes = await Promise.allSettled(
    Array.from({ length: 20 }, (_, i) =>
      i % 2
        ? execute(self(id), redeemOwnReward, { rewardKey: "once" })
        : execute(system(), redeemReward, { customerId: id, rewardKey: "once" }),
    ),
  );
  expect(outcomes.map(codeOf).sort()).toEqual([...Array(19).fill("LIMIT"), "won"]);
});

test("after all of this the ledger breaks no invariant", async () => {
  expect(await store.brokenInvariants()).toEqual([]);
});
