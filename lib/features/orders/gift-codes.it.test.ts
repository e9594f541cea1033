import { and, eq } from "drizzle-orm";
import { afterAll, beforeEach, expect, test } from "vitest";
import { outboxEvents, redemptions } from "@/db/schema";
import { execute } from "@/lib/platform/command";
import { testDatabase } from "@/lib/testing/database";
import { mug, referralStore } from "@/lib/testing/referral-store";
import { recordOrders } from ".";

const database = await testDatabase();
afterAll(database.drop);

const FRIEND = "fay@example.com";
let shop: Awaited<ReturnType<typeof referralStore>>;
let gift: Awaited<ReturnType<typeof kept>>;

async function kept() {
  const [row] = await database.owner
    .select()
    .from(redemptions)
    .where(eq(redemptions.merchantId, shop.store.merchantId));
  if (!row) throw new Error("no gift");
  const { id, code, status, orderId, usedAt, costMinor, expiresOn } = row;
  return { id, code, status, orderId, usedAt, costMinor, expiresOn };
}

const order = (externalId: string, placedAt = "2026-04-01T12:00:00Z", told: object = {}) => ({
  kind: "order",
  order: {
    ...{ externalId, customerExternalId: `shop-${FRIEND}`, placedAt, totalMinor: 5_000n },
    rewardCodes: [gift.code],
    ...told,
  },
});
const refund = (orderExternalId: string, amountMinor: bigint, refundedAt = "2026-04-02T12:00:00Z") => ({
  kind: "refund",
  refund: { externalId: `${orderExternalId}-${amountMinor}`, orderExternalId, refundedAt, amountMinor },
});
const tell = (...facts: object[]) => execute(shop.system, recordOrders, { facts });

/** The friend has a mug as a gift, to be used until 24 April. */
beforeEach(async () => {
  shop = await referralStore(database, { rewards: [{ ...mug, validDays: 30 }], returnGraceDays: 5 });
  const ada = await shop.addAdvocate();
  await shop.claim(ada.code, FRIEND);
  await shop.buys(FRIEND, "2026-03-11T12:00:00Z");
  await shop.run("2026-03-25");
  gift = await kept();
});

test("a gift's code comes back with its whole order, can be used again, and costs nothing until then", async () => {
  await tell(order("o1"));
  expect(await kept()).toMatchObject({ status: "used", costMinor: 300n });
  await tell(refund("o1", 4_000n));
  expect(await kept()).toMatchObject({ status: "used" });
  await tell(refund("o1", 1_000n));
  expect(await kept()).toEqual(gift);
  const issued = await database.owner
    .select({ payload: outboxEvents.payload })
    .from(outboxEvents)
    .where(and(eq(outboxEvents.merchantId, shop.store.merchantId), eq(outboxEvents.type, "reward.issued")));
  expect(issued).toHaveLength(2);
  expect(issued[1]).toEqual(issued[0]);

  await tell(order("o2"));
  const again = await kept();
  expect(again).toMatchObject({ status: "used", costMinor: 300n });
  // What is told of the first order later is nothing to the second one's code.
  await tell(order("o1", undefined, { status: "cancelled" }));
  expect(await kept()).toEqual(again);
  expect(await shop.store.brokenInvariants()).toEqual([]);
});

test("also when the order, its refund and the next order are told at once", async () => {
  await tell(order("o1"), refund("o1", 5_000n));
  expect(await kept()).toEqual(gift);
  await tell(order("o2"), refund("o2", 5_000n), order("o3"));
  const used = await kept();
  expect(used).toMatchObject({ status: "used" });
  await tell(refund("o3", 5_000n));
  expect(await kept()).toEqual(gift);
});

test("one that has expired meanwhile can be used for the days of grace", async () => {
  await tell(order("o1"));
  await tell(refund("o1", 5_000n, "2026-05-10T12:00:00Z"));
  expect(await kept()).toMatchObject({ status: "issued", expiresOn: "2026-05-15" });
});
