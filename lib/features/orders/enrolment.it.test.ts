import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { orders, refunds } from "@/db/schema";
import type { ProgramDocumentInput } from "@/lib/domain/program/schema";
import { runImport } from "@/lib/features/imports";
import { joinProgram } from "@/lib/features/members";
import { execute } from "@/lib/platform/command";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { importFile } from "@/lib/testing/import-store";
import { orderStore, orderTold, refundTold } from "@/lib/testing/order-store";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase({ max: 12 });
});
afterAll(() => database.drop());

type Store = Awaited<ReturnType<typeof orderStore>>;

const EMAIL = "Ann@Example.com";
const guest = (told: Parameters<typeof orderTold>[0]) =>
  orderTold({ customer: null, email: EMAIL.toUpperCase(), ...told });

/** Somebody with a proven address joins by an own act, as c1, on 1 June. */
async function join(store: Store) {
  const known = await store.customer();
  const email = { externalId: "c1", email: EMAIL, enrolledAt: null };
  const customerId = known?.id ?? (await store.addMember(email));
  const ctx = store.as({ type: "customer", customerId }, store.ctx.now);
  return { customerId, again: () => execute(ctx, joinProgram, {}), ...(await execute(ctx, joinProgram, {})) };
}

describe("a guest's orders", () => {
  test("become the member's on joining; those of the last days earn, less what was refunded", async () => {
    const store = await orderStore(database);
    await store.tell(
      guest({ id: "o1", day: "05-20" }),
      guest({ id: "o2", day: "04-01", total: 9_000n }),
      guest({ id: "o3", day: "05-25", status: "cancelled" }),
      guest({ id: "o4", day: "05-25", email: "other@example.com" }),
      refundTold({ order: "o1", amount: 1_000n, day: "05-22" }),
    );
    const joined = await join(store);
    expect(joined.claimed).toEqual({ orders: 3, points: "40" });
    expect(await store.customer()).toMatchObject({
      ...{ available: 40n, spend: 4_000n + 9_000n, orders: 2, awards: { "o1 purchase": 40n } },
    });
    const own = await database.db
      .select({ id: orders.externalId })
      .from(orders)
      .where(and(eq(orders.merchantId, store.merchantId), eq(orders.customerId, joined.customerId)))
      .orderBy(orders.externalId);
    expect(own.map(({ id }) => id)).toEqual(["o1", "o2", "o3"]);
    const [refund] = await database.db.select().from(refunds).where(eq(refunds.merchantId, store.merchantId));
    expect(refund?.customerId).toBe(joined.customerId);
    expect(await store.brokenInvariants()).toEqual([]);
  });

  test("are claimed once, and stay the member's when the shop tells them again as a guest's", async () => {
    const store = await orderStore(database);
    await store.tell(guest({ day: "05-20" }));
    const { again } = await join(store);
    // robgpeak/CompLinks-xclub#125
    const outcomes = await Promise.all([again(), again(), again()]);
    expect(outcomes.map(({ claimed }) => claimed.orders)).toEqual([0, 0, 0]);
    await store.tell(guest({ day: "05-20", updated: "05-30", total: 6_000n }));
    expect(await store.customer()).toMatchObject({ available: 60n, orders: 1, spend: 6_000n });
    await store.tell(refundTold({ amount: 6_000n, day: "05-31" }));
    expect(await store.customer()).toMatchObject({ available: 0n, orders: 0 });
  });

  test("that are too old stay without an award, whatever changes about them later", async () => {
    const store = await orderStore(database, { enrolment: { claimDays: 5 } });
    await store.tell(guest({ day: "05-20" }));
    expect((await join(store)).claimed).toEqual({ orders: 1, points: "0" });
    await store.tell(guest({ day: "05-20", updated: "05-30", total: 9_000n }));
    expect(await store.customer()).toMatchObject({ available: 0n, orders: 1, spend: 9_000n });
  });
});

test("a guest's order for which the shop names a customer later is theirs with its refunds", async () => {
  const store = await orderStore(database);
  await store.tell(orderTold({ customer: null }), refundTold({ amount: 2_000n }));
  await store.tell(orderTold({ updated: "01-12" }));
  const customer = await store.customer();
  expect(customer).toMatchObject({ available: 30n, spend: 3_000n, orders: 1 });
  const [refund] = await database.db.select().from(refunds).where(eq(refunds.merchantId, store.merchantId));
  expect(refund?.customerId).toBe(customer?.id);
});

describe("a program that asks to join", () => {
  const optIn: NonNullable<ProgramDocumentInput["enrolment"]> = { type: "opt_in" };

  test("gives nothing to customers who have not joined, and takes nothing from them", async () => {
    const store = await orderStore(database, { enrolment: optIn });
    await store.tell(
      orderTold(),
      refundTold(),
      refundTold({ id: "r2", order: null, customer: "c1", amount: 2_000n }),
    );
    expect(await store.customer()).toMatchObject({
      available: 0n,
      enrolledAt: null,
      orders: 1,
      spend: 2_000n,
    });
  });

  test("takes nothing for a refund without an order from before joining, however late it is told", async () => {
    const store = await orderStore(database, { enrolment: optIn });
    await store.addMember({ externalId: "c1", enrolledAt: new Date("2026-03-01T00:00:00Z") });
    const refund = { order: null, customer: "c1", amount: 2_000n };
    await store.tell(refundTold({ ...refund, day: "02-01" }));
    expect(await store.customer()).toMatchObject({ available: 0n, spend: -2_000n });
    await store.tell(refundTold({ ...refund, id: "r2", day: "03-02" }));
    expect(await store.customer()).toMatchObject({ available: -20n, spend: -4_000n });
  });

  test("gives for orders after joining only, and never for earlier ones that are told or changed later", async () => {
    const store = await orderStore(database, { enrolment: optIn });
    await store.tell(orderTold({ email: EMAIL }));
    expect((await join(store)).claimed.orders).toBe(0);
    await store.tell(
      orderTold({ total: 9_000n, updated: "06-02" }),
      orderTold({ id: "o2", day: "02-01" }),
      orderTold({ id: "o3", day: "06-02", total: 1_000n }),
    );
    expect((await store.customer())?.awards).toEqual({ "o3 purchase": 10n });
  });

  test("gives for earlier orders on joining where it says so, by the share that was not refunded", async () => {
    const store = await orderStore(database, { enrolment: { ...optIn, ordersBeforeJoining: true } });
    await store.tell(orderTold({ email: EMAIL }), orderTold({ id: "o2", day: "02-01" }), refundTold());
    const { claimed, again } = await join(store);
    expect(claimed).toEqual({ orders: 2, points: "90" });
    expect((await again()).claimed.orders).toBe(0);
    expect(await store.customer()).toMatchObject({ available: 90n, orders: 2, spend: 9_000n });
    expect(await store.brokenInvariants()).toEqual([]);
  });

  test("gives the same to who joins by a file, whether it comes before their orders or after", async () => {
    const file = importFile("customer_id,enrolled_at\nc1,2026-03-01\nc2,2026-03-01\n");
    const awarded = async (earlier: boolean, joinsFirst: boolean, noAwards = false) => {
      const store = await orderStore(database, { enrolment: { ...optIn, ordersBeforeJoining: earlier } });
      const joins = () => runImport(store.ctx, { kind: "customers", files: [file], noAwards });
      if (joinsFirst) await joins();
      await store.tell(orderTold({ day: "02-01" }), orderTold({ id: "o2", customer: "c2", day: "02-01" }));
      await store.tell(refundTold({ day: "02-02" }));
      if (!joinsFirst) await joins();
      await joins();
      expect(await store.brokenInvariants()).toEqual([]);
      return [(await store.customer())?.available, (await store.customer("c2"))?.available];
    };
    expect([await awarded(true, true), await awarded(true, false)]).toEqual([
      [40n, 50n],
      [40n, 50n],
    ]);
    expect(await awarded(false, false)).toEqual([0n, 0n]);
    expect(await awarded(true, false, true)).toEqual([0n, 0n]);
  });
});
