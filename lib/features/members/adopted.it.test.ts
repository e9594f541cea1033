import { and, eq, sql } from "drizzle-orm";
import { afterAll, describe, expect, test } from "vitest";
import { auditLog, customers, orders } from "@/db/schema";
import { upsertCustomer } from "@/lib/features/customers";
import { importCustomers } from "@/lib/features/imports";
import { recordOrders } from "@/lib/features/orders";
import { execute } from "@/lib/platform/command";
import { testDatabase } from "@/lib/testing/database";
import { NOON } from "@/lib/testing/loyalty-store";
import { memberStore } from "@/lib/testing/member-store";
import { requestCode, verifyCode } from ".";

const database = await testDatabase({ max: 24 });
afterAll(database.drop);
const { store, visitor, mailedCode, signIn, customerRow } = await memberStore(database);
const ctx = store.as({ type: "system" }, NOON);

const orderOf = (
  customerExternalId: string,
  email: string | null,
  externalId = `o-${customerExternalId}`,
) => ({
  kind: "order",
  order: { externalId, customerExternalId, email, placedAt: NOON.toISOString(), totalMinor: "1000" },
});
const sell = (...facts: unknown[]) => execute(ctx, recordOrders, { facts });
const holdersOf = (email: string) =>
  database.owner
    .select({ id: customers.id, externalId: customers.externalId, orders: customers.ordersCount })
    .from(customers)
    .where(and(eq(customers.merchantId, store.merchantId), eq(sql`lower(${customers.email})`, email)));

describe("a customer new to the shop with the address of a member who joined on the page", () => {
  test("is that member: an order gives them the shop's id, earns for them, and is audited", async () => {
    const { customerId } = await signIn("ann@example.com");
    await sell(orderOf("shop-ann", "Ann@Example.com "));
    expect(await holdersOf("ann@example.com")).toEqual([
      { id: customerId, externalId: "shop-ann", orders: 1 },
    ]);
    expect(await customerRow(customerId)).toMatchObject({ joinedAt: NOON, pointsEarned: 110n });
    const [entry] = await database.owner
      .select({ before: auditLog.before, after: auditLog.after })
      .from(auditLog)
      .where(and(eq(auditLog.subjectId, customerId), eq(auditLog.action, "customer.adopt")));
    expect(entry).toEqual({
      before: { externalId: `web:${customerId}` },
      after: { externalId: "shop-ann" },
    });
    expect(await store.brokenInvariants()).toEqual([]);
  });

  test("keeps the id once given: a second shop customer with the address is another customer", async () => {
    const { customerId } = await signIn("bea@example.com");
    await sell(orderOf("shop-bea-1", "bea@example.com"));
    await sell(orderOf("shop-bea-2", "bea@example.com"));
    expect((await customerRow(customerId))?.externalId).toBe("shop-bea-1");
    expect(await holdersOf("bea@example.com")).toHaveLength(2);
  });

  test("is that member also when twenty orders come at once, of one shop customer", async () => {
    const { customerId } = await signIn("cas@example.com");
    await Promise.all(
      Array.from({ length: 20 }, (_, i) => sell(orderOf("shop-cas", "cas@example.com", `cas-${i}`))),
    );
    expect(await holdersOf("cas@example.com")).toEqual([
      { id: customerId, externalId: "shop-cas", orders: 20 },
    ]);
  });

  test("is taken by one of several shop customers that come at once", async () => {
    await signIn("dan@example.com");
    await Promise.all(
      Array.from({ length: 10 }, (_, i) => sell(orderOf(`shop-dan-${i}`, "dan@example.com"))),
    );
    const holders = await holdersOf("dan@example.com");
    expect(holders).toHaveLength(10);
    expect(holders.filter(({ externalId }) => externalId.startsWith("web:"))).toEqual([]);
    expect(holders.every((holder) => holder.orders === 1)).toBe(true);
  });

  test("is one customer with the member who types their code while the first orders come", async () => {
    const email = "eve@example.com";
    await execute(visitor(), requestCode, { email, locale: "en" });
    const code = await mailedCode(email);
    const [answer] = await Promise.all([
      execute(visitor(), verifyCode, { email, code, locale: "en" }),
      ...Array.from({ length: 5 }, (_, i) => sell(orderOf("shop-eve", email, `eve-${i}`))),
    ]);
    const customerId = answer.status === "signed_in" ? answer.customerId : "";
    expect(await holdersOf(email)).toEqual([{ id: customerId, externalId: "shop-eve", orders: 5 }]);
  });

  test("is that member within one batch, whichever of its rows tells the address", async () => {
    const { customerId } = await signIn("fay@example.com");
    await ctx.db.transaction((tx) =>
      execute({ ...ctx, tx }, recordOrders, {
        facts: [
          orderOf("shop-fay", null, "fay-1"),
          orderOf("shop-fay", "fay@example.com", "fay-2"),
          orderOf("shop-other", "fay@example.com", "fay-3"),
        ],
      }),
    );
    const mine = await database.owner
      .select({ order: orders.externalId })
      .from(orders)
      .where(and(eq(orders.merchantId, store.merchantId), eq(orders.customerId, customerId)))
      .orderBy(orders.externalId);
    expect(mine).toEqual([{ order: "fay-1" }, { order: "fay-2" }]);
  });

  test("is that member in a file of customers and in the form of the staff", async () => {
    const [gus, hal] = [await signIn("gus@example.com"), await signIn("hal@example.com")];
    const imported = await execute(ctx, importCustomers, {
      batchId: store.merchantId,
      facts: [{ externalId: "shop-gus", email: "GUS@example.com", name: "Gus" }],
    });
    expect(imported.facts).toEqual([{ externalId: "shop-gus", outcome: "updated" }]);
    expect(await customerRow(gus.customerId)).toMatchObject({ externalId: "shop-gus", name: "Gus" });
    const added = await execute(ctx, upsertCustomer, {
      externalId: "shop-hal",
      email: "hal@example.com",
      ifExists: "refuse",
    });
    expect(added).toEqual({ id: hal.customerId, outcome: "updated" });
  });
});
