import { eq } from "drizzle-orm";
import { afterAll, describe, expect, test } from "vitest";
import { redemptions } from "@/db/schema";
import { newId } from "@/lib/domain/id";
import { expireCodes } from "@/lib/features/day";
import { recordOrders } from "@/lib/features/orders";
import { execute } from "@/lib/platform/command";
import { read } from "@/lib/platform/query";
import { testDatabase } from "@/lib/testing/database";
import { minutesLater, NOON } from "@/lib/testing/loyalty-store";
import { codeOf, rewardStore } from "@/lib/testing/reward-store";
import {
  cancelOwnRedemption,
  cancelRedemption,
  getCode,
  redeemOwnReward,
  releaseCode,
  reserveCode,
  useCode,
} from ".";

const database = await testDatabase({ max: 20 });
afterAll(database.drop);
const { store, system, self, member, available } = await rewardStore(database);

/** A new member who has taken a reward. */
async function taken(rewardKey = "five", points = 100n) {
  const id = await member(points);
  return { id, ...(await execute(self(id), redeemOwnReward, { rewardKey })) };
}

const stateOf = async (code: string, now = NOON) => (await read(system(now), getCode, { code })).status;
const midnight = (date: string) => new Date(`${date}T00:00:00Z`);

describe("a cart's hold on a code", () => {
  // medusajs/medusa#16347: the same gift card was redeemable in several checkouts at once.
  test("of 50 carts at once exactly one gets it, the others are told that it is held", async () => {
    const { code } = await taken("card");
    const outcomes = await Promise.allSettled(
      Array.from({ length: 50 }, (_, i) => execute(system(), reserveCode, { code, cart: `cart-${i}` })),
    );
    const codes = outcomes.map(codeOf);
    expect(codes.filter((one) => one === "won")).toHaveLength(1);
    expect(codes.filter((one) => one === "CONFLICT")).toHaveLength(49);
    expect((await read(system(), getCode, { code })).reserved?.cart).toBe(`cart-${codes.indexOf("won")}`);
  });

  test("ends by itself, is longer for the same cart that asks again, and is free once it is released", async () => {
    const { code } = await taken();
    await execute(system(), reserveCode, { code, cart: "a", minutes: 10 });
    const other = { code, cart: "b" };
    await expect(execute(system(minutesLater(9)), reserveCode, other)).rejects.toMatchObject({
      reason: "code_reserved",
    });
    await execute(system(minutesLater(9)), reserveCode, { code, cart: "a", minutes: 10 });
    await expect(execute(system(minutesLater(18)), reserveCode, other)).rejects.toThrow();
    await expect(execute(system(minutesLater(18)), releaseCode, other)).rejects.toMatchObject({
      code: "CONFLICT",
    });
    await execute(system(minutesLater(18)), releaseCode, { code, cart: "a" });
    await execute(system(minutesLater(18)), releaseCode, { code, cart: "a" });
    await execute(system(minutesLater(18)), reserveCode, { ...other, minutes: 1 });
    expect(await stateOf(code, minutesLater(19))).toBe("issued");
  });

  test("is at most seven days, and only for a code that is open", async () => {
    const { code, id, redemptionId } = await taken();
    const long = { code, cart: "a", minutes: 7 * 24 * 60 + 1 };
    await expect(execute(system(), reserveCode, long)).rejects.toMatchObject({ code: "VALIDATION" });
    await execute(self(id), cancelOwnRedemption, { redemptionId });
    await expect(execute(system(), reserveCode, { code, cart: "a" })).rejects.toMatchObject({
      reason: "code_cancelled",
    });
    await expect(execute(system(), reserveCode, { code: "NOPE", cart: "a" })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });

  test("keeps the customer and the store from giving the reward back meanwhile", async () => {
    const { id, code, redemptionId } = await taken();
    await execute(system(), reserveCode, { code, cart: "a", minutes: 10 });
    await expect(execute(self(id), cancelOwnRedemption, { redemptionId })).rejects.toMatchObject({
      code: "PRECONDITION",
      reason: "reserved",
    });
    await execute(self(id, minutesLater(10)), cancelOwnRedemption, { redemptionId });
    expect(await available(id)).toBe(100n);
  });

  test("giving back and holding at the same moment: exactly one of them happens", async () => {
    for (let round = 0; round < 10; round++) {
      const { id, code, redemptionId } = await taken();
      const outcomes = await Promise.allSettled([
        execute(self(id), cancelOwnRedemption, { redemptionId }),
        execute(system(), reserveCode, { code, cart: "a" }),
      ]);
      expect(outcomes.map(codeOf).filter((one) => one === "won")).toHaveLength(1);
    }
  });

  test("puts off the end of a code until the night after it is free", async () => {
    const { code } = await taken("five");
    const lastEvening = new Date("2026-04-09T20:00:00Z");
    await execute(system(lastEvening), reserveCode, { code, cart: "a", minutes: 24 * 60 });
    await execute(system(midnight("2026-04-10")), expireCodes, { before: "2026-04-10" });
    expect(await stateOf(code, midnight("2026-04-10"))).toBe("reserved");
    await execute(system(midnight("2026-04-11")), expireCodes, { before: "2026-04-11" });
    expect(await stateOf(code, midnight("2026-04-11"))).toBe("expired");
  });
});

describe("the use of a code", () => {
  test("is told once, of 50 orders at once by one: again for that order it changes nothing, for another it is refused", async () => {
    const { code, id } = await taken();
    await execute(system(), reserveCode, { code, cart: "a" });
    const outcomes = await Promise.allSettled(
      Array.from({ length: 50 }, (_, i) => execute(system(), useCode, { code, order: `order-${i}` })),
    );
    expect(outcomes.map(codeOf).filter((one) => one === "won")).toHaveLength(1);
    expect(outcomes.map(codeOf).filter((one) => one === "PRECONDITION")).toHaveLength(49);
    const order = `order-${outcomes.map(codeOf).indexOf("won")}`;
    await execute(system(), useCode, { code, order });
    await expect(execute(system(), useCode, { code })).rejects.toMatchObject({ reason: "code_used" });
    expect(await available(id)).toBe(0n);
  });

  test("by another cart than the one that holds it is refused", async () => {
    const { code } = await taken();
    await execute(system(), reserveCode, { code, cart: "a" });
    await expect(execute(system(), useCode, { code, cart: "b" })).rejects.toMatchObject({ code: "CONFLICT" });
    await execute(system(), useCode, { code, cart: "a", order: "x" });
    expect(await stateOf(code)).toBe("used");
  });

  // Ixotic27/The-Leetcode-City#690: a purchase rolled back after it failed gave more back than it had taken.
  test("after it was given back is refused, and giving back after the use too: the points are there once", async () => {
    const back = await taken();
    await execute(system(), cancelRedemption, { redemptionId: back.redemptionId });
    await expect(execute(system(), useCode, { code: back.code })).rejects.toMatchObject({
      reason: "code_cancelled",
    });
    const used = await taken();
    await execute(system(), useCode, { code: used.code });
    await expect(
      execute(system(), cancelRedemption, { redemptionId: used.redemptionId }),
    ).rejects.toMatchObject({ reason: "settled" });
    expect([await available(back.id), await available(used.id)]).toEqual([100n, 0n]);
  });

  test("on its last day counts, also when it is told later; the day after does not", async () => {
    const [early, late] = [await taken(), await taken()];
    const told = system(new Date("2026-04-12T09:00:00Z"));
    await execute(told, useCode, { code: early.code, at: "2026-04-09T20:00:00Z" });
    await expect(
      execute(told, useCode, { code: late.code, at: "2026-04-10T20:00:00Z" }),
    ).rejects.toMatchObject({ reason: "code_expired" });
  });

  test("told before its order is joined to that order, and comes back with it", async () => {
    const { id, code } = await taken();
    await execute(system(), useCode, { code, order: "later-order" });
    const order = {
      externalId: "later-order",
      customerExternalId: id,
      placedAt: NOON,
      totalMinor: "2000",
      rewardCodes: [code],
    };
    const record = (told: object) =>
      execute(system(), recordOrders, { facts: [{ kind: "order", order: { ...order, ...told } }] });
    await record({});
    expect((await read(system(), getCode, { code })).order).toBe("later-order");
    await record({ status: "cancelled", cancelledAt: minutesLater(-1) });
    expect(await stateOf(code)).toBe("cancelled");
  });

  test("told of an order that names no codes comes back with that order all the same", async () => {
    const { id, code } = await taken();
    const record = (told: object) =>
      execute(system(), recordOrders, {
        facts: [
          {
            kind: "order",
            order: {
              ...{ externalId: "silent", customerExternalId: id, placedAt: NOON, totalMinor: "2000" },
              ...told,
            },
          },
        ],
      });
    await record({});
    await execute(system(), useCode, { code, order: "silent" });
    await record({ deliveredAt: NOON });
    expect(await stateOf(code)).toBe("used");
    await record({ status: "cancelled", cancelledAt: minutesLater(-1) });
    expect([await stateOf(code), await available(id)]).toEqual(["cancelled", 100n]);
  });

  test("told for another order than the one that names it stays with the first", async () => {
    const { id, code } = await taken();
    await execute(system(), useCode, { code, order: "mine" });
    const order = { externalId: "theirs", customerExternalId: id, placedAt: NOON, totalMinor: "2000" };
    await execute(system(), recordOrders, {
      facts: [{ kind: "order", order: { ...order, rewardCodes: [code] } }],
    });
    expect((await read(system(), getCode, { code })).order).toBeNull();
  });
});

describe("a code that ends unused", () => {
  test("gives its units back to their lots where the reward says so, once, and is then cancelled", async () => {
    const returning = await taken("returns");
    const lost = await taken("five");
    const run = () => execute(system(midnight("2026-04-11")), expireCodes, { before: "2026-04-11" });
    const [first, second] = await Promise.all([run(), run()]);
    expect(first.codes + second.codes).toBeGreaterThanOrEqual(2);
    expect((await run()).codes).toBe(0);
    expect([await available(returning.id), await available(lost.id)]).toEqual([100n, 0n]);
    const at = midnight("2026-04-11");
    expect([await stateOf(returning.code, at), await stateOf(lost.code, at)]).toEqual([
      "cancelled",
      "expired",
    ]);
  });

  test("is found in pages, whatever their number", async () => {
    const id = await member(0n);
    const { redemptionId } = await taken();
    const [like] = await database.owner.select().from(redemptions).where(eq(redemptions.id, redemptionId));
    if (!like) throw new Error("it was taken");
    const rows = Array.from({ length: 501 }, (_, i) => {
      const one = { id: newId(), transactionId: newId(), code: `PAGE${i}` };
      return { ...like, ...one, customerId: id, price: 0n, expiresOn: "2026-05-01" };
    });
    await database.owner.insert(redemptions).values(rows);
    const run = () => execute(system(midnight("2026-05-02")), expireCodes, { before: "2026-05-02" });
    expect([await run(), await run()]).toMatchObject([{ more: true }, { more: false }]);
    expect(await stateOf("PAGE500", midnight("2026-05-02"))).toBe("expired");
    await database.owner.delete(redemptions).where(eq(redemptions.customerId, id));
  });
});

test("what a checkout is told of a code: its worth at a cart, and what restricts it", async () => {
  const card = await taken("card");
  expect(card.code).toMatch(/^CARD-/);
  expect(await read(system(), getCode, { code: ` ${card.code.toLowerCase()} ` })).toMatchObject({
    status: "issued",
    worthMinor: 1000n,
    currency: "GBP",
    reward: { kind: "gift_card" },
  });
  expect((await read(system(), getCode, { code: card.code, cartMinor: "700" })).worthMinor).toBe(700n);
});

test("after all of this the ledger breaks no invariant", async () => {
  expect(await store.brokenInvariants()).toEqual([]);
});
