import { and, eq } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import { outboxEvents, redemptions, wallets } from "@/db/schema";
import { recordOrders } from "@/lib/features/orders";
import { execute } from "@/lib/platform/command";
import { testDatabase } from "@/lib/testing/database";
import { makeStore, minutesLater, NOON } from "@/lib/testing/loyalty-store";
import { takeAutomatic } from ".";

const database = await testDatabase();
afterAll(database.drop);

const store = await makeStore(database, {
  stampCards: [{ key: "coffee" }],
  earningRules: [
    {
      key: "stamp",
      trigger: "order.paid",
      effects: [{ type: "fixed", asset: "stamps:coffee", units: 1 }],
    },
  ],
  rewards: [
    {
      key: "free-coffee",
      kind: "free_product",
      product: "Coffee",
      costMinor: 80,
      asset: "stamps:coffee",
      price: 10,
      automatic: true,
    },
  ],
});
const system = (now = NOON) => store.as({ type: "system" }, now);
const midnight = (now = minutesLater(24 * 60)) => execute(system(now), takeAutomatic, {});

async function buy(customer: string, from: number, to: number, told: object = {}) {
  for (let n = from; n <= to; n++) {
    const externalId = `${customer}-${n}`;
    const order = {
      externalId,
      customerExternalId: customer,
      placedAt: minutesLater(n - 1000),
      totalMinor: "500",
    };
    await execute(system(), recordOrders, { facts: [{ kind: "order", order: { ...order, ...told } }] });
  }
}

async function stateOf(customer: string) {
  const { owner } = database;
  const person = await owner.query.customers.findFirst({
    where: (c, { and, eq }) => and(eq(c.merchantId, store.merchantId), eq(c.externalId, customer)),
  });
  const of = { id: person?.id ?? "" };
  const [wallet] = await owner
    .select({ available: wallets.available })
    .from(wallets)
    .where(and(eq(wallets.merchantId, store.merchantId), eq(wallets.customerId, of.id)));
  const codes = await owner
    .select({ status: redemptions.status, price: redemptions.price, code: redemptions.code })
    .from(redemptions)
    .where(and(eq(redemptions.merchantId, store.merchantId), eq(redemptions.customerId, of.id)));
  return { stamps: wallet?.available, codes };
}

test("ten stamps give the reward's code, and the card begins again with what is over", async () => {
  await buy("ann", 1, 9);
  await midnight();
  expect(await stateOf("ann")).toMatchObject({ stamps: 9n, codes: [] });
  await buy("ann", 10, 12);
  await midnight();
  expect(await stateOf("ann")).toMatchObject({ stamps: 2n, codes: [{ status: "issued", price: 10n }] });
});

test("an order taken back after its stamp completed a card leaves the card below zero, and the next stamps pay it", async () => {
  await buy("bob", 1, 10);
  await midnight();
  await buy("bob", 9, 10, { status: "cancelled", cancelledAt: minutesLater(-1) });
  expect((await stateOf("bob")).stamps).toBe(-2n);
  await buy("bob", 11, 13);
  await midnight(minutesLater(48 * 60));
  expect(await stateOf("bob")).toMatchObject({ stamps: 1n, codes: [{ status: "issued" }] });
});

test("several workers at one midnight take each reward once, and tell of it once", async () => {
  await buy("cid", 1, 23);
  await Promise.all(Array.from({ length: 4 }, () => midnight(minutesLater(72 * 60))));
  const { stamps, codes } = await stateOf("cid");
  expect({ stamps, codes: codes.length }).toEqual({ stamps: 3n, codes: 2 });
  const told = await database.owner
    .select({ payload: outboxEvents.payload })
    .from(outboxEvents)
    .where(and(eq(outboxEvents.merchantId, store.merchantId), eq(outboxEvents.type, "reward.issued")));
  const names = new Set(codes.map(({ code }) => code));
  expect(told.filter(({ payload }) => names.has(String(payload.code)))).toHaveLength(2);
  expect(told.filter(({ payload }) => payload.customer === "cid")).toHaveLength(2);
});

test("after all of this the ledger breaks no invariant", async () => {
  expect(await store.brokenInvariants()).toEqual([]);
});
