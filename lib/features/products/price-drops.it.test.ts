import { and, eq } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import { customers, wallets } from "@/db/schema";
import { recordOrders } from "@/lib/features/orders";
import { execute } from "@/lib/platform/command";
import { testDatabase } from "@/lib/testing/database";
import { makeStore, NOON } from "@/lib/testing/loyalty-store";
import { payPriceDrops, recordProducts, settlePriceDrops } from ".";

const database = await testDatabase();
afterAll(database.drop);

const DAY = 24 * 3_600_000;
const daysAfter = (days: number) => new Date(NOON.getTime() + days * DAY);

async function shop(priceDrop: object = {}) {
  const store = await makeStore(database, { priceDrop: { days: 30, ...priceDrop } });
  const at = (now: Date) => store.as({ type: "system" }, now);

  /** Tells the price of a mug, and pays back what is due. */
  async function price(priceMinor: number, now: Date) {
    const mug = { externalId: "mug", sku: "MUG", title: "Mug", priceMinor: String(priceMinor) };
    await execute(at(now), recordProducts, { facts: [mug] });
    return settlePriceDrops(at(now));
  }
  const tell = (fact: object, now: Date) => execute(at(now), recordOrders, { facts: [fact] });
  async function order(externalId: string, placedAt: Date, told: object = {}) {
    const lines = [{ lineId: "1", sku: "MUG", quantity: 2, unitPriceMicro: "10000000" }];
    const base = { externalId, customerExternalId: externalId, placedAt, totalMinor: "2000", lines };
    await tell({ kind: "order", order: { ...base, ...told } }, placedAt);
  }
  async function refund(orderExternalId: string, quantity: number, now: Date) {
    const lines = [{ lineId: "1", quantity }];
    const base = {
      externalId: `r-${orderExternalId}-${now.getTime()}`,
      orderExternalId,
      refundedAt: now,
      lines,
    };
    await tell({ kind: "refund", refund: { ...base, amountMinor: String(1000 * quantity) } }, now);
  }
  async function credit(externalId: string): Promise<bigint> {
    const [row] = await database.owner
      .select({ available: wallets.available })
      .from(wallets)
      .innerJoin(
        customers,
        and(eq(customers.merchantId, wallets.merchantId), eq(customers.id, wallets.customerId)),
      )
      .where(
        and(
          eq(wallets.merchantId, store.merchantId),
          eq(wallets.asset, "credit"),
          eq(customers.externalId, externalId),
        ),
      );
    return row?.available ?? 0n;
  }
  return { ...store, at, price, order, refund, credit };
}

test("a price that falls within the days pays the difference for each piece, each fall once", async () => {
  const { price, order, credit, at, brokenInvariants } = await shop();
  await price(1000, NOON);
  await order("ann", NOON);
  expect(await price(800, daysAfter(3))).toBe(1);
  expect(await credit("ann")).toBe(400n);
  await Promise.all(Array.from({ length: 5 }, () => settlePriceDrops(at(daysAfter(4)))));
  expect(await credit("ann")).toBe(400n);
  // up again and down again: only what is lower than before is new
  await price(1000, daysAfter(5));
  await price(800, daysAfter(6));
  expect(await credit("ann")).toBe(400n);
  await price(700, daysAfter(7));
  expect(await credit("ann")).toBe(600n);
  expect(await brokenInvariants()).toEqual([]);
});

test("an order from before the days, from after the fall, or without a customer gets nothing", async () => {
  const { price, order, credit } = await shop({ days: 5 });
  await price(1000, daysAfter(-20));
  await order("early", daysAfter(-6));
  await order("last", daysAfter(-5));
  await order("guest", daysAfter(-5), { customerExternalId: null });
  expect(await price(900, NOON)).toBe(1);
  await order("late", daysAfter(1));
  await price(900, daysAfter(2));
  expect(await Promise.all(["early", "last", "late"].map(credit))).toEqual([0n, 200n, 0n]);
});

test("small differences are not paid, large ones up to the maximum of an order; a line's own discount counts", async () => {
  const { price, order, credit } = await shop({ minDropMinor: 50, maxMinor: 300 });
  await price(1000, NOON);
  await order("ann", NOON);
  const cheap = { lineId: "1", sku: "MUG", quantity: 1, unitPriceMicro: "10000000", discountMinor: "100" };
  await order("bob", NOON, { totalMinor: "900", lines: [cheap] });
  await price(951, daysAfter(1));
  expect([await credit("ann"), await credit("bob")]).toEqual([0n, 0n]);
  await price(800, daysAfter(2));
  expect([await credit("ann"), await credit("bob")]).toEqual([300n, 100n]);
});

test("what the order's own discount took off a line was not paid for it, and cannot come back", async () => {
  const { price, order, credit, brokenInvariants } = await shop();
  await price(1000, NOON);
  await order("half", NOON, { totalMinor: "1000", discountMinor: "1000" });
  await order("tenth", NOON, { totalMinor: "1800", discountMinor: "200" });
  await order("free", NOON, { totalMinor: "0", discountMinor: "2000" });
  await price(800, daysAfter(1));
  expect(await Promise.all(["half", "tenth", "free"].map(credit))).toEqual([0n, 200n, 0n]);
  expect(await brokenInvariants()).toEqual([]);
});

test("a refund takes back its share of it, before the fall or after, and a cancelled order all", async () => {
  const { price, order, refund, credit, brokenInvariants } = await shop();
  await price(1000, NOON);
  await order("before", NOON);
  await order("after", NOON);
  await order("gone", NOON);
  await refund("before", 1, daysAfter(1));
  await price(800, daysAfter(2));
  expect(await Promise.all(["before", "after", "gone"].map(credit))).toEqual([200n, 400n, 400n]);
  await refund("after", 1, daysAfter(3));
  await order("gone", NOON, { status: "cancelled", cancelledAt: daysAfter(3) });
  expect(await Promise.all(["before", "after", "gone"].map(credit))).toEqual([200n, 200n, 0n]);
  await price(700, daysAfter(4));
  expect(await Promise.all(["before", "after", "gone"].map(credit))).toEqual([300n, 300n, 0n]);
  await order("gone", NOON, { status: "paid" });
  expect(await credit("gone")).toBe(400n);
  await price(700, daysAfter(5));
  expect(await credit("gone")).toBe(600n);
  expect(await brokenInvariants()).toEqual([]);
});

test("many orders are paid in pages", async () => {
  const { price, order, at } = await shop();
  await price(1000, daysAfter(-1));
  for (let i = 0; i < 201; i++) await order(`c${i}`, new Date(NOON.getTime() + i));
  const product = { externalId: "mug", priceMinor: "990" };
  await execute(at(daysAfter(1)), recordProducts, { facts: [product] });
  const first = await execute(at(daysAfter(1)), payPriceDrops, {});
  expect(first.credits).toBe(200);
  const rest = await execute(at(daysAfter(1)), payPriceDrops, { after: first.next });
  expect(rest).toEqual({ credits: 1, next: null });
});

test("a program without the rule pays nothing, and what is told of a product changes only that", async () => {
  const store = await makeStore(database);
  const system = store.as({ type: "system" }, NOON);
  const record = (product: object) =>
    execute(system, recordProducts, { facts: [{ externalId: "mug", ...product }] });
  expect((await record({ priceMinor: "1000" })).facts).toEqual([{ externalId: "mug", outcome: "created" }]);
  expect(await record({ priceMinor: "900" })).toMatchObject({ pricesFallen: 1 });
  expect((await record({ priceMinor: "900" })).facts[0]?.outcome).toBe("unchanged");
  expect((await record({ category: "Kitchen" })).facts[0]?.outcome).toBe("updated");
  expect(await settlePriceDrops(system)).toBe(0);
});
