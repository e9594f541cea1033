import { asc, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { outboxEvents, redemptions, wallets } from "@/db/schema";
import type { ProgramDocumentInput } from "@/lib/domain/program/schema";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { orderStore, orderTold, refundTold } from "@/lib/testing/order-store";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const card: Partial<ProgramDocumentInput> = {
  stampCards: [{ key: "coffee" }],
  earningRules: [
    {
      ...{ key: "stamps", trigger: "order.paid" },
      effects: [{ type: "per_item", asset: "stamps:coffee", units: 1 }],
    },
  ],
  rewards: [
    {
      ...{ key: "free", kind: "free_product", product: "coffee", costMinor: 100 },
      ...{ asset: "stamps:coffee", price: 5, automatic: true },
    },
  ],
};

const coffees = (id: string, quantity: number, day: string) => {
  const total = BigInt(quantity) * 300n;
  return orderTold({ id, day, total, lines: [{ id: "coffee", price: 300n, quantity }] });
};

test("a full stamp card gives its reward with the order that fills it, once, and begins again", async () => {
  const store = await orderStore(database, card);
  const stamps = async () => {
    const [wallet] = await database.db
      .select({ units: wallets.available })
      .from(wallets)
      .where(eq(wallets.merchantId, store.merchantId));
    return wallet?.units;
  };
  const codes = () =>
    database.db
      .select({ reward: redemptions.rewardKey, price: redemptions.price, status: redemptions.status })
      .from(redemptions)
      .where(eq(redemptions.merchantId, store.merchantId))
      .orderBy(asc(redemptions.issuedAt));
  await store.tell(coffees("o1", 3, "01-10"));
  expect([await stamps(), await codes()]).toEqual([3n, []]);
  await store.tell(coffees("o2", 3, "01-11"));
  await store.tell(coffees("o2", 3, "01-11"));
  const one = { reward: "free", price: 5n, status: "issued" };
  expect([await stamps(), await codes()]).toEqual([1n, [one]]);
  await store.tell(coffees("o3", 9, "01-12"));
  expect([await stamps(), await codes()]).toEqual([0n, [one, one, one]]);
  // A piece that comes back takes its own stamp, whatever it had cost.
  await store.tell(refundTold({ order: "o3", amount: 300n, lines: [{ lineId: "coffee", quantity: 1 }] }));
  expect(await stamps()).toBe(-1n);
  const events = await database.db
    .select({ type: outboxEvents.type })
    .from(outboxEvents)
    .where(eq(outboxEvents.merchantId, store.merchantId));
  expect(events.filter(({ type }) => type === "reward.issued")).toHaveLength(3);
  expect(await store.brokenInvariants()).toEqual([]);
});

test("recording answers what moved of each asset, pending units apart, and what a refund takes of each", async () => {
  const bonus = { trigger: "order.paid", stacking: "bonus" } as const;
  const store = await orderStore(database, {
    earningRules: [
      { ...bonus, key: "now", effects: [{ type: "fixed", asset: "points", units: 50 }] },
      {
        ...{ ...bonus, key: "later", effects: [{ type: "fixed", asset: "points", units: 150 }] },
        activation: { type: "days", days: 365 },
      },
      { ...bonus, key: "cashback", effects: [{ type: "percent", asset: "credit", percentBps: 300 }] },
    ],
  });
  const given = [
    { asset: "points", pending: false, units: "50" },
    { asset: "points", pending: true, units: "150" },
    { asset: "credit", pending: false, units: "150" },
  ];
  expect((await store.tell(orderTold())).moved).toEqual(given);
  const taken = given.map((one) => ({ ...one, units: `-${Number(one.units) / 2}` }));
  expect((await store.tell(refundTold({ amount: 2_500n }))).moved).toEqual(taken);
});
