import { and, eq } from "drizzle-orm";
import { afterAll, describe, expect, test } from "vitest";
import { redemptions } from "@/db/schema";
import { redeemOwnReward } from "@/lib/features/rewards";
import { execute } from "@/lib/platform/command";
import { read } from "@/lib/platform/query";
import { testDatabase } from "@/lib/testing/database";
import { makeStore, minutesLater, NOON } from "@/lib/testing/loyalty-store";
import { memberStore, welcomingProgram } from "@/lib/testing/member-store";
import { getMemberCode, getMemberHome, getStorefront, listActivity, updatePreferences } from ".";

const database = await testDatabase();
afterAll(database.drop);
const { store, self, signIn, customerRow } = await memberStore(database);

describe("the member's own view", () => {
  test("lists what can be taken first, then the nearest, then what a tier locks", async () => {
    const { customerId } = await signIn("offers@example.com");
    const home = await read(self(customerId), getMemberHome, {});
    expect(home.program?.offers.map((offer) => [offer.reward.key, offer.obstacle, offer.missing])).toEqual([
      ["cheap", null, 0n],
      ["dear", "short", 120n],
      ["golden", "tier", 0n],
    ]);
    expect(home.program?.tier).toMatchObject({
      current: "bronze",
      next: { key: "gold", have: 100n, need: 1000n },
    });
  });

  test("tells the account in order with running balances, page by page", async () => {
    const { customerId } = await signIn("story@example.com");
    const { redemptionId } = await execute(self(customerId, minutesLater(1)), redeemOwnReward, {
      rewardKey: "cheap",
    });
    const first = await read(self(customerId), listActivity, { limit: 1 });
    const second = await read(self(customerId), listActivity, { limit: 1, before: first.next });
    expect([...first.rows, ...second.rows]).toMatchObject([
      { code: "redeem", units: -50n, balance: 50n, reward: { key: "cheap" }, at: minutesLater(1) },
      { code: "earn", units: 100n, balance: 100n, sourceType: "customer", expiresOn: "2026-04-10" },
    ]);
    expect(second.next).toBeNull();
    const home = await read(self(customerId), getMemberHome, {});
    expect(home.codes).toMatchObject([{ id: redemptionId, reward: { key: "cheap" } }]);
  });

  test("a code is shown to its holder only", async () => {
    const holder = await signIn("holder@example.com");
    const { redemptionId, code } = await execute(self(holder.customerId), redeemOwnReward, {
      rewardKey: "cheap",
    });
    expect(await read(self(holder.customerId), getMemberCode, { redemptionId })).toMatchObject({ code });
    const thief = await store.addMember();
    await expect(read(self(thief), getMemberCode, { redemptionId })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });

  test("a code that a cart holds is still theirs after its last day, and is over once it is free", async () => {
    const { customerId } = await signIn("held@example.com");
    const taken = await execute(self(customerId), redeemOwnReward, { rewardKey: "cheap" });
    const { redemptionId } = taken;
    await database.owner
      .update(redemptions)
      .set({ expiresOn: "2026-03-09", reservedFor: "cart", reservedUntil: minutesLater(10) })
      .where(and(eq(redemptions.merchantId, store.merchantId), eq(redemptions.id, redemptionId)));
    const seen = async (minutes: number) => {
      const now = self(customerId, minutesLater(minutes));
      const { status } = await read(now, getMemberCode, { redemptionId });
      return [status, (await read(now, getMemberHome, {})).codes.length];
    };
    expect(await seen(9)).toEqual(["issued", 1]);
    expect(await seen(10)).toEqual(["expired", 0]);
  });

  test("a guest sees what applies today and what is out of stock", async () => {
    const shelf = await makeStore(database, {
      ...welcomingProgram,
      rewards: [{ key: "gone", kind: "amount_off", price: 5, valueMinor: 100, stock: 0 }],
    });
    const storefront = await read(shelf.as({ type: "visitor" }, NOON), getStorefront, {});
    expect(storefront?.program.earningRules.map((rule) => rule.key)).toEqual(["purchase", "welcome"]);
    expect(storefront?.offers).toMatchObject([{ obstacle: "out_of_stock" }]);
  });

  test("changes name and consent of the member alone", async () => {
    const [mine, other] = [await store.addMember(), await store.addMember()];
    await execute(self(mine), updatePreferences, { name: " Ada ", acceptsMarketing: true });
    expect(await customerRow(mine)).toMatchObject({ name: "Ada", acceptsMarketing: true });
    expect(await customerRow(other)).toMatchObject({ name: null, acceptsMarketing: false });
  });

  test("shows the birthday that was told; one left out stays, an empty one is taken away, one to come is refused", async () => {
    const mine = self(await store.addMember());
    const save = (told: object) =>
      execute(mine, updatePreferences, { name: "", acceptsMarketing: false, ...told });
    const birthday = async () => (await read(mine, getMemberHome, {})).member.birthday;
    await save({ birthday: "1990-05-31" });
    await save({});
    expect(await birthday()).toBe("1990-05-31");
    await expect(save({ birthday: "2990-05-31" })).rejects.toMatchObject({
      fieldErrors: { birthday: "in_future" },
    });
    await expect(save({ birthday: "1800-01-01" })).rejects.toMatchObject({
      fieldErrors: { birthday: "before_1900" },
    });
    await save({ birthday: "" });
    expect(await birthday()).toBeNull();
  });
});

test("after all of this the ledger breaks no invariant", async () => {
  expect(await store.brokenInvariants()).toEqual([]);
});
