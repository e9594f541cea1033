import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { awards, programVersions, refunds } from "@/db/schema";
import { newId } from "@/lib/domain/id";
import { type ProgramDocumentInput, programDocumentSchema } from "@/lib/domain/program/schema";
import { ledgerPost } from "@/lib/platform/ledger-post";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { orderStore, orderTold, refundTold } from "@/lib/testing/order-store";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

type Store = Awaited<ReturnType<typeof orderStore>>;

/** The customer spends points on something. */
async function spend(store: Store, amount: bigint, occurredAt = "2026-01-20T00:00:00Z"): Promise<void> {
  const customer = await store.customer();
  await ledgerPost(store.ctx.db, store.ctx, {
    postings: [
      {
        ...{
          op: "debit",
          code: "redeem",
          account: "redeemed",
          asset: "points",
          amount,
          allowNegative: false,
        },
        ...{ id: newId(), key: newId(), customerId: customer?.id ?? "", occurredAt: new Date(occurredAt) },
        ...{ sourceType: "redemption", sourceId: "r" },
      },
    ],
  });
}

/** From 1 March on another program is live. */
async function publish(store: Store, earningRules: ProgramDocumentInput["earningRules"]): Promise<void> {
  const at = new Date("2026-03-01T00:00:00Z");
  await database.owner.insert(programVersions).values({
    ...{ merchantId: store.merchantId, number: 2, author: "test", publishedAt: at, effectiveFrom: at },
    document: programDocumentSchema.parse({
      ...{ schema: 1, name: "Test", currency: "GBP", timezone: "Europe/London", locales: ["en"] },
      ...{ earningRules, tiers: null, rewards: [], expiry: { type: "none" } },
    }),
  });
}

describe("a refund", () => {
  // odoo/odoo#257854, odoo/odoo#238806, frappe/erpnext#32951, wpswings/points-and-rewards-for-woocommerce#112
  test("takes the points of what came back, so that buying and returning gives nothing", async () => {
    const store = await orderStore(database);
    await store.tell(orderTold(), refundTold({ amount: 2_000n }));
    expect(await store.customer()).toMatchObject({ available: 30n, earned: 30n, spend: 3_000n });
    await store.tell(refundTold({ id: "r2", amount: 3_000n }));
    expect(await store.customer()).toMatchObject({ available: 0n, earned: 0n, spend: 0n, orders: 0 });
  });

  test("takes own lots first; what was spent is owed, and the next order pays it", async () => {
    const store = await orderStore(database);
    await store.tell(orderTold());
    await spend(store, 40n);
    await store.tell(refundTold({ amount: 5_000n }));
    expect(await store.customer()).toMatchObject({ available: -40n, spend: 0n, orders: 0 });
    await store.tell(orderTold({ id: "o2", total: 10_000n, day: "03-01" }));
    const after = await store.customer();
    expect(after).toMatchObject({ available: 60n });
    expect(after?.lots.map(({ units }) => units)).toEqual([60n]);
    expect(await store.brokenInvariants()).toEqual([]);
  });

  test("takes no more than is there where the program says so, and the rest is not owed later", async () => {
    const store = await orderStore(database, { refunds: { policy: "clamp_to_zero" } });
    await store.tell(orderTold());
    await spend(store, 40n);
    await store.tell(refundTold({ amount: 5_000n }));
    expect(await store.customer()).toMatchObject({ available: 0n, awards: {} });
    await store.tell(orderTold({ id: "o2", total: 10_000n, day: "03-01" }));
    expect(await store.customer()).toMatchObject({ available: 100n });
    expect(await store.brokenInvariants()).toEqual([]);
  });

  test("counts units of its order that expired unused as clawed back already", async () => {
    const store = await orderStore(database, { expiry: { type: "rolling", months: 1 } });
    await store.tell(orderTold({ total: 10_000n, day: "01-10" }));
    const customerId = (await store.customer())?.id ?? "";
    await ledgerPost(store.ctx.db, store.ctx, { due: [{ customerId, by: "2026-02-15" }] });
    expect((await store.customer())?.available).toBe(0n);
    await store.tell(
      refundTold({ amount: 4_000n, day: "03-01" }),
      refundTold({ id: "r2", amount: 6_000n, day: "03-02" }),
    );
    expect((await store.customer())?.available).toBe(0n);
    const [award] = await database.db.select().from(awards).where(eq(awards.merchantId, store.merchantId));
    expect(award?.clawedBack).toBe(award?.units);
    expect(await store.brokenInvariants()).toEqual([]);
  });

  // Scoreboard 3; nopSolutions/nopCommerce#5757; help.smile.io/4036183
  test.each<[string, ProgramDocumentInput["earningRules"]]>([
    ["gives ten times as much", [{ key: "purchase", trigger: "order.paid", effects: [tenfold()] }]],
    ["is deleted", []],
  ])("of an order whose rule meanwhile %s takes the original award times the share", async (_, rules) => {
    const store = await orderStore(database);
    await store.tell(orderTold());
    await publish(store, rules);
    await store.tell(refundTold({ amount: 1_250n, day: "03-05" }));
    expect((await store.customer())?.available).toBe(50n - 12n);
    await store.tell(refundTold({ id: "r2", amount: 3_750n, day: "03-06" }));
    expect((await store.customer())?.available).toBe(0n);
  });

  test("by line takes what the line had earned, whatever is paid out", async () => {
    const rule = {
      ...{ key: "mugs", trigger: "order.paid" as const },
      basis: { amount: "lines_after_discounts" as const, only: { categories: ["mugs"] } },
      effects: [{ type: "rate" as const, asset: "points", units: 1, perMinor: 100 }],
    };
    const store = await orderStore(database, { earningRules: [rule] });
    const lines = [
      { id: "mug", price: 1_000n, quantity: 3, category: "mugs" },
      { id: "pot", price: 2_000n, category: "pots" },
    ];
    await store.tell(orderTold({ lines }));
    expect((await store.customer())?.available).toBe(30n);
    await store.tell(refundTold({ id: "r1", amount: 2_000n, lines: [{ lineId: "pot", quantity: 1 }] }));
    expect((await store.customer())?.available).toBe(30n);
    await store.tell(refundTold({ id: "r2", amount: 900n, lines: [{ lineId: "mug", quantity: 1 }] }));
    expect((await store.customer())?.available).toBe(20n);
    await store.tell(refundTold({ id: "r3", amount: 500n }));
    expect((await store.customer())?.available).toBe(17n);
    expect(await store.brokenInvariants()).toEqual([]);
  });

  test("by line of a rule that rounds each line takes what that line had earned itself", async () => {
    const effects = [
      { type: "rate" as const, asset: "points", units: 1, perMinor: 100, level: "line" as const },
    ];
    const store = await orderStore(database, {
      earningRules: [{ key: "purchase", trigger: "order.paid", effects }],
    });
    const lines = [
      { id: "a", price: 99n },
      { id: "b", price: 101n },
      { id: "c", price: 400n },
    ];
    await store.tell(orderTold({ total: 600n, lines }));
    expect((await store.customer())?.available).toBe(5n);
    const left = [];
    for (const { id: lineId, price: amount } of [...lines].reverse()) {
      await store.tell(refundTold({ id: lineId, amount, lines: [{ lineId, quantity: 1 }] }));
      left.push((await store.customer())?.available);
    }
    expect(left).toEqual([1n, 0n, 0n]);
    expect(await store.brokenInvariants()).toEqual([]);
  });

  // vinsol-spree-contrib/spree-loyalty-points#8
  test("told again with another amount takes just what it says now, more or less", async () => {
    const store = await orderStore(database);
    await store.tell(orderTold(), refundTold({ amount: 4_000n }));
    const less = await store.tell(refundTold({ amount: 1_000n }));
    expect(less.facts[0]?.outcome).toBe("updated");
    expect(await store.customer()).toMatchObject({
      available: 40n,
      spend: 4_000n,
      awards: { "o1 purchase": 40n },
    });
    await store.tell(refundTold({ amount: 5_000n }));
    expect(await store.customer()).toMatchObject({ available: 0n, spend: 0n, orders: 0 });
    await store.tell(refundTold({ amount: 2_500n, day: "02-03" }));
    expect(await store.customer()).toMatchObject({ available: 25n, spend: 2_500n, orders: 1 });
    expect(await store.brokenInvariants()).toEqual([]);
  });

  // mollie/magento2#951
  test("of an order paid in part with points takes only what the money had earned, and never the points' value", async () => {
    const store = await orderStore(database);
    await store.tell(orderTold({ total: 10_000n, paidWithPointsMinor: 4_000n }));
    expect((await store.customer())?.available).toBe(60n);
    await store.tell(refundTold({ amount: 5_000n }));
    expect((await store.customer())?.available).toBe(30n);
    await store.tell(refundTold({ id: "r2", amount: 5_000n }));
    expect((await store.customer())?.available).toBe(0n);
  });

  test("of an order not known yet waits for it, and is settled when it comes", async () => {
    const store = await orderStore(database);
    const first = await store.tell(refundTold({ amount: 2_000n }));
    expect(first.facts[0]?.outcome).toBe("waiting");
    await store.tell(refundTold({ amount: 1_000n }));
    await store.tell(orderTold());
    expect(await store.customer()).toMatchObject({ available: 40n, spend: 4_000n });
    const [refund] = await database.db.select().from(refunds).where(eq(refunds.merchantId, store.merchantId));
    expect(refund).toMatchObject({ waitingForOrder: null, amountMinor: 1_000n });
  });

  test("told at the same moment as its order finds it, whichever comes first", async () => {
    const store = await orderStore(database);
    for (let round = 0; round < 12; round++) {
      const [id, customer] = [`o${round}`, `c${round}`];
      const order = orderTold({ id, customer });
      const refund = refundTold({ id: `r${round}`, order: id, amount: 2_000n });
      await Promise.all(
        round % 2 ? [store.tell(order), store.tell(refund)] : [store.tell(refund), store.tell(order)],
      );
      expect(await store.customer(customer)).toMatchObject({ available: 30n, spend: 3_000n });
    }
  });

  test("without an order takes back by the base rule on its own amount, below zero if need be", async () => {
    const store = await orderStore(database);
    await store.tell(refundTold({ amount: 2_050n, order: null, customer: "c1" }));
    expect(await store.customer()).toMatchObject({ available: -20n, spend: -2_050n });
    expect(await store.brokenInvariants()).toEqual([]);
  });

  test("told twice takes once", async () => {
    const store = await orderStore(database);
    await store.tell(orderTold(), refundTold());
    await store.tell(refundTold());
    expect((await store.customer())?.available).toBe(40n);
  });
});

function tenfold() {
  return { type: "rate" as const, asset: "points", units: 10, perMinor: 100 };
}
