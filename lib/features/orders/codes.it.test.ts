import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { redemptions } from "@/db/schema";
import type { ProgramDocumentInput } from "@/lib/domain/program/schema";
import { redeemReward } from "@/lib/features/rewards";
import { execute } from "@/lib/platform/command";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { orderStore, orderTold, refundTold } from "@/lib/testing/order-store";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const program: Partial<ProgramDocumentInput> = {
  rewards: [{ key: "five", kind: "amount_off", valueMinor: 500, price: 60 }],
  expiry: { type: "rolling", months: 12 },
};

/** A customer with 50 points of January and 50 of March takes a code for 60 of them, and orders with it. */
async function withCode(over: Partial<ProgramDocumentInput> = {}) {
  const store = await orderStore(database, { ...program, ...over });
  await store.tell(orderTold({ id: "o1", day: "01-10" }), orderTold({ id: "o2", day: "03-10" }));
  const before = await store.customer();
  const staff = store.as({ type: "system" }, new Date("2026-04-01T10:00:00Z"));
  await execute(staff, redeemReward, { customerId: before?.id, rewardKey: "five" });
  const [code] = await database.db
    .select({ code: redemptions.code })
    .from(redemptions)
    .where(eq(redemptions.merchantId, store.merchantId));
  const paid = { id: "o3", day: "04-02", total: 1_000n, rewardCodes: [code?.code ?? ""] };
  await store.tell(orderTold(paid));
  const status = async () => {
    const [row] = await database.db
      .select({ status: redemptions.status })
      .from(redemptions)
      .where(eq(redemptions.merchantId, store.merchantId));
    return row?.status;
  };
  return { store, before, paid, status };
}

describe("an order paid with a code that is taken back", () => {
  // Scoreboard 4; nopSolutions/nopCommerce#5595
  test("gives the units back into the lots they came from, with their own expiry", async () => {
    const { store, before, paid, status } = await withCode();
    expect(await store.customer()).toMatchObject({ available: 50n });
    await store.tell(orderTold({ ...paid, status: "cancelled", updated: "04-10" }));
    const after = await store.customer();
    expect({ ...after, lots: undefined }).toEqual({ ...before, lots: undefined });
    expect(after?.lots).toEqual(before?.lots);
    expect(await status()).toBe("cancelled");
    expect(await store.brokenInvariants()).toEqual([]);
  });

  // odoo/odoo#212922, odoo/odoo#221928
  test("never charges the spent units again, however often its refund is told", async () => {
    const { store, paid } = await withCode();
    const refund = refundTold({ order: "o3", amount: 1_000n, day: "04-05" });
    await store.tell(refund);
    await store.tell(refund, orderTold({ ...paid, status: "refunded", updated: "04-06" }));
    expect(await store.customer()).toMatchObject({ available: 100n });
    expect(await store.brokenInvariants()).toEqual([]);
  });

  test("keeps the code with a part of it, unless the program says that a part brings it back, as a whole and once", async () => {
    const parts = [400n, 300n].map((amount, i) =>
      refundTold({ id: `r${i}`, order: "o3", amount, day: "04-05" }),
    );
    const kept = await withCode();
    await kept.store.tell(...parts);
    expect([(await kept.store.customer())?.available, await kept.status()]).toEqual([43n, "used"]);
    const back = await withCode({ refunds: { returnCodesOnPartialRefund: true } });
    for (const part of parts) await back.store.tell(part);
    expect([(await back.store.customer())?.available, await back.status()]).toEqual([103n, "cancelled"]);
    expect(await back.store.brokenInvariants()).toEqual([]);
  });
});

describe("units that wait for the customer's next order", () => {
  const waiting: Partial<ProgramDocumentInput> = {
    earningRules: [
      {
        ...{ key: "next", trigger: "order.paid" },
        effects: [{ type: "rate", asset: "points", units: 1, perMinor: 100 }],
        activation: { type: "event", event: "order.paid", withinDays: 30 },
      },
    ],
    expiry: { type: "rolling", months: 12 },
  };

  test.each(["in one call", "in a call each"])(
    "can be used from it on, %s, and are void when it comes too late",
    async (calls) => {
      const store = await orderStore(database, waiting);
      const facts = [
        orderTold({ id: "o1", day: "01-10" }),
        orderTold({ id: "o2", day: "02-09", total: 3_000n }),
        orderTold({ id: "o3", day: "03-20", total: 1_000n }),
      ];
      if (calls === "in one call") await store.tell(...facts);
      else for (const fact of facts) await store.tell(fact);
      const state = await store.customer();
      expect(state).toMatchObject({ available: 50n, pending: 10n, earned: 50n });
      expect(state?.lots.find(({ isPending }) => !isPending)).toMatchObject({ expiresOn: "2027-02-09" });
      expect(await store.brokenInvariants()).toEqual([]);
    },
  );
});
