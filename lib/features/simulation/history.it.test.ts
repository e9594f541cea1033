import { and, eq, sql } from "drizzle-orm";
import { afterAll, describe, expect, test } from "vitest";
import { customers } from "@/db/schema";
import { type ProgramDocumentInput, programDocumentSchema } from "@/lib/domain/program/schema";
import { runDay } from "@/lib/features/day";
import { adjustPoints } from "@/lib/features/ledger";
import { recordOrders } from "@/lib/features/orders";
import { getVersionAt } from "@/lib/features/programs";
import { redeemReward } from "@/lib/features/rewards";
import { execute } from "@/lib/platform/command";
import { testDatabase } from "@/lib/testing/database";
import { makeStore } from "@/lib/testing/loyalty-store";
import { simulate } from "./simulate";
import { loadTimeline } from "./timeline";

const database = await testDatabase();
afterAll(database.drop);
const { db } = database;

/** The run plays 1 to 31 March. */
const NOW = new Date("2026-03-31T15:00:00Z");
const days = 30;
const system = { type: "system" } as const;
const on = (day: string, hour = 10) => new Date(`2026-${day}T${String(hour).padStart(2, "0")}:00:00Z`);

const perOrder = (units: number) => ({
  key: "purchase",
  trigger: "order.paid" as const,
  effects: [{ type: "rate" as const, asset: "points", units, perMinor: 100 }],
});
const five = { key: "five", kind: "amount_off" as const, price: 50, valueMinor: 500 };

/** A store whose past is told fact by fact, each on its own day. */
async function storeWith(program: Partial<ProgramDocumentInput>) {
  const store = await makeStore(database, program);
  const at = async (time: Date) => {
    await runDay(store.as(system, time));
    return store.as(system, time);
  };
  return {
    ...store,
    async order(
      id: string,
      day: string,
      more: { delivered?: string; customer?: string; total?: bigint } = {},
    ) {
      const time = on(more.delivered ?? day);
      const order = {
        ...{ externalId: id, customerExternalId: more.customer ?? "c1", placedAt: on(day) },
        ...{ totalMinor: more.total ?? 10_000n, deliveredAt: more.delivered ? time : null },
      };
      await execute(await at(time), recordOrders, { facts: [{ kind: "order", order }] });
    },
    async refundOf(orderId: string, customer: string, day: string) {
      const refund = {
        ...{ externalId: `r-${orderId}`, orderExternalId: orderId, customerExternalId: customer },
        ...{ refundedAt: on(day), amountMinor: 5_000n },
      };
      await execute(await at(on(day)), recordOrders, { facts: [{ kind: "refund", refund }] });
    },
    async redeem(day: string, customerId: string) {
      return execute(await at(on(day, 12)), redeemReward, { customerId, rewardKey: "five" });
    },
    async adjust(day: string, customerId: string, amount: bigint) {
      await execute(await at(on(day, 9)), adjustPoints, { customerId, amount, reason: "goodwill" });
    },
    async customerId(externalId = "c1") {
      const [row] = await db
        .select({ id: customers.id })
        .from(customers)
        .where(and(eq(customers.merchantId, store.merchantId), eq(customers.externalId, externalId)));
      return row?.id ?? "";
    },
    async run(change: Partial<ProgramDocumentInput> = {}, limit?: number) {
      const ctx = await at(NOW);
      const version = await getVersionAt(db, store.merchantId, NOW);
      return simulate(ctx, {
        document: programDocumentSchema.parse({ ...version?.document, ...change }),
        days,
        limit,
      });
    },
  };
}

const unitsOf = (flows: { asset: string; earned: string; clawedBack: string; expired: string }[]) => {
  const {
    earned = "0",
    clawedBack = "0",
    expired = "0",
  } = flows.find((flow) => flow.asset === "points") ?? {};
  return { earned, clawedBack, expired };
};

describe("a dry run of the live program finds what was, where before its days", () => {
  test("a rule with a monthly cap or a frequency has given already", async () => {
    const capped = { ...perOrder(1), caps: { perPeriod: [{ period: "year" as const, units: 250 }] } };
    const store = await storeWith({ earningRules: [capped] });
    await store.order("o1", "02-10");
    await store.order("o2", "02-20");
    await store.order("o3", "03-10");
    await store.order("o4", "03-20");
    const { was, would } = await store.run();
    expect(would).toEqual(was);
    expect(unitsOf(would).earned).toBe("50");
  });

  test("an order was paid that is delivered in them", async () => {
    const store = await storeWith({ earningRules: [{ ...perOrder(1), trigger: "order.delivered" }] });
    await store.order("o1", "02-25", { delivered: "03-05" });
    await store.order("o2", "03-10", { delivered: "03-14" });
    const { was, would } = await store.run();
    // The first one is judged by the program of the day it was paid: no draft of these days changes it.
    expect(unitsOf(was).earned).toBe("100");
    expect(would).toEqual(was);
    const doubled = await store.run({ earningRules: [{ ...perOrder(2), trigger: "order.delivered" }] });
    expect(unitsOf(doubled.would).earned).toBe("200");
  });
});

describe("a dry run of the live program takes back what an order from before its days gave", () => {
  test("while it is pending, so that it never becomes available", async () => {
    const store = await storeWith({
      earningRules: [{ ...perOrder(1), activation: { type: "days", days: 10 } }],
      expiry: { type: "fixed", dates: ["03-20"] },
    });
    await store.order("o1", "02-25");
    await store.refundOf("o1", "c1", "03-02");
    const { was, would } = await store.run();
    expect(unitsOf(was).expired).toBe("50");
    expect(would).toEqual(was);
  });

  test("from its own lot, and not from the one that expires first", async () => {
    const store = await storeWith({
      earningRules: [perOrder(1)],
      expiry: { type: "rolling", months: 2, roundTo: "day" },
    });
    await store.order("o1", "01-20");
    await store.order("o2", "02-20");
    await store.refundOf("o2", "c1", "03-02");
    const { was, would } = await store.run();
    expect(unitsOf(was).expired).toBe("100");
    expect(would).toEqual(was);
  });
});

describe("in a dry run", () => {
  test("what staff gave expires as the program played says", async () => {
    const store = await storeWith({
      earningRules: [],
      expiry: { type: "inactivity", months: 1, resetBy: ["earn"] },
    });
    const id = await store.addMember();
    await store.adjust("02-20", id, 40n);
    await store.adjust("03-02", id, 30n);
    const { was, would } = await store.run();
    expect(unitsOf(was).expired).toBe("40");
    expect(would).toEqual(was);
    const rolling = await store.run({ expiry: { type: "rolling", months: 1, roundTo: "day" } });
    expect(unitsOf(rolling.would).expired).toBe("40");
    const fixed = await store.run({ expiry: { type: "fixed", dates: ["03-20"] } });
    expect(unitsOf(fixed.would).expired).toBe("70");
  });

  test("rewards that were taken before its days count against limit and stock", async () => {
    const store = await storeWith({ earningRules: [perOrder(1)], rewards: [{ ...five, stock: 3 }] });
    await store.order("o1", "02-01", { total: 50_000n });
    const id = await store.customerId();
    await store.redeem("02-10", id);
    await store.redeem("03-10", id);
    await store.redeem("03-11", id);
    expect((await store.run()).refusedRedemptions).toEqual({});
    const once = await store.run({ rewards: [{ ...five, stock: 3, perCustomerLimit: 1 }] });
    expect(once.refusedRedemptions).toEqual({ limit: 2 });
    const fewer = await store.run({ rewards: [{ ...five, stock: 2 }] });
    expect(fewer.refusedRedemptions).toEqual({ out_of_stock: 1 });
  });

  test("a refund that waits for its order takes nothing, as it took nothing", async () => {
    const store = await storeWith({ earningRules: [perOrder(1)] });
    await store.order("o1", "03-02");
    await store.refundOf("unknown", "c1", "03-10");
    const { was, would } = await store.run();
    expect(unitsOf(was)).toMatchObject({ earned: "100", clawedBack: "0" });
    expect(would).toEqual(was);
  });
});

describe("a large store", () => {
  test("is played by a sample of its customers, who find what was theirs, and the result says so", async () => {
    const store = await storeWith({ earningRules: [perOrder(1)] });
    for (const customer of ["c1", "c2", "c3"]) await store.order(`o-${customer}`, "03-10", { customer });
    const { customers: played, facts, was, would } = await store.run({}, 2);
    expect(played).toEqual({ simulated: 2, of: 3 });
    expect(facts.orders).toBe(2);
    expect(unitsOf(would).earned).toBe("200");
    expect(would).toEqual(was);
  });

  test("may have more orders in the days than a statement has room for values", async () => {
    const store = await makeStore(database);
    const id = await store.addMember();
    const many = 70_000;
    await database.owner.execute(sql`
      insert into orders (merchant_id, id, external_id, customer_id, status, placed_at, total_minor, content_hash, recorded_at)
      select ${store.merchantId}::uuid, gen_random_uuid(), 'o-' || n, ${id}::uuid, 'paid', ${on("03-10")}, 100, '', ${on("03-10")}
      from generate_series(1, ${many}) n`);
    const asked = {
      db,
      merchantId: store.merchantId,
      customers: new Map([[id, "c1"]]),
      from: on("03-01"),
      to: NOW,
    };
    const timeline = await loadTimeline(asked, "Europe/London");
    expect(timeline.get("2026-03-10")).toHaveLength(many);
  });
});
