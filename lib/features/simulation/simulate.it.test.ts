import { and, eq } from "drizzle-orm";
import { afterAll, describe, expect, test } from "vitest";
import { customers, merchants } from "@/db/schema";
import { type ProgramDocumentInput, programDocumentSchema } from "@/lib/domain/program/schema";
import { runDay } from "@/lib/features/day";
import { adjustPoints } from "@/lib/features/ledger";
import { recordOrders } from "@/lib/features/orders";
import { getVersionAt, publishDocument } from "@/lib/features/programs";
import { redeemReward } from "@/lib/features/rewards";
import { execute } from "@/lib/platform/command";
import { testDatabase } from "@/lib/testing/database";
import { makeStore } from "@/lib/testing/loyalty-store";
import { readSide } from "./read-outcome";
import { simulate } from "./simulate";

const database = await testDatabase();
afterAll(database.drop);
const { db } = database;

const NOW = new Date("2026-06-30T15:00:00Z");
const START = new Date("2026-04-01T00:00:00Z");
const system = { type: "system" } as const;

const rate = (units: number) => ({
  key: "purchase",
  trigger: "order.paid" as const,
  effects: [{ type: "rate" as const, asset: "points", units, perMinor: 100 }],
});
const live: Partial<ProgramDocumentInput> = {
  earningRules: [rate(1)],
  tiers: {
    metric: "spend",
    levels: [
      { key: "silver", threshold: 10_000 },
      { key: "gold", threshold: 30_000, benefits: { earnMultiplierBps: 15_000 } },
    ],
  },
  rewards: [{ key: "five", kind: "amount_off", price: 50, valueMinor: 500 }],
  expiry: { type: "rolling", months: 3 },
};
const draft = {
  ...live,
  earningRules: [
    rate(2),
    {
      key: "big",
      trigger: "order.paid" as const,
      stacking: "bonus" as const,
      effects: [{ type: "fixed" as const, asset: "points", units: 30 }],
      conditions: { all: [{ field: "order_total" as const, op: "at_least" as const, value: 8_000 }] },
    },
  ],
  tiers: {
    ...live.tiers,
    metric: "spend" as const,
    levels: [
      { key: "silver", threshold: 5_000 },
      { key: "gold", threshold: 50_000 },
    ],
  },
};

type Store = Awaited<ReturnType<typeof makeStore>>;

/** Half a year of a small shop, told to a store; `publish` puts another program in force on 1 April. */
async function tellHistory(store: Store, publish?: Partial<ProgramDocumentInput>) {
  const at = (time: string | Date) => store.as(system, new Date(time));
  const orders: { at: string; id: string; customer: string; total: bigint }[] = [];
  for (let week = 0; week < 26; week++)
    for (let c = 0; c < 6; c++)
      if ((week + c) % (c + 1) === 0) {
        const day = new Date(Date.UTC(2026, 0, 5 + week * 7 + c, 10 + c));
        if (day < NOW)
          orders.push({
            at: day.toISOString(),
            id: `o-${week}-${c}`,
            customer: `c-${c}`,
            total: BigInt(2_000 + ((week * 37 + c * 91) % 9_000)),
          });
      }
  let published = false;
  for (const order of orders.sort((a, b) => (a.at < b.at ? -1 : 1))) {
    const when = new Date(order.at);
    if (!published && publish && when >= START) {
      published = true;
      const version = await getVersionAt(db, store.merchantId, START);
      const document = programDocumentSchema.parse({ ...version?.document, ...publish });
      await runDay(at(START));
      await execute(at(START), publishDocument, { document });
    }
    await runDay(at(when));
    await execute(at(when), recordOrders, {
      facts: [
        {
          kind: "order",
          order: {
            externalId: order.id,
            customerExternalId: order.customer,
            placedAt: when,
            totalMinor: order.total,
            lines: [{ quantity: 1, unitPriceMicro: order.total * 10_000n, category: "tea" }],
          },
        },
        ...(order.id.endsWith("-2")
          ? [
              {
                kind: "refund" as const,
                refund: {
                  externalId: `r-${order.id}`,
                  orderExternalId: order.id,
                  refundedAt: new Date(when.getTime() + 3_600_000),
                  amountMinor: order.total / 3n,
                },
              },
            ]
          : []),
      ],
    });
    const [customer] = await db
      .select({ id: customers.id })
      .from(customers)
      .where(and(eq(customers.merchantId, store.merchantId), eq(customers.externalId, order.customer)));
    if (!customer) throw new Error("an order makes its customer");
    const later = new Date(when.getTime() + 7_200_000);
    if (order.id.endsWith("5-0"))
      await execute(at(later), redeemReward, { customerId: customer.id, rewardKey: "five" }).catch(
        () => null,
      );
    if (order.id === "o-18-0")
      await execute(at(later), adjustPoints, { customerId: customer.id, amount: 40n, reason: "goodwill" });
  }
  await runDay(at(NOW));
}

async function outcome(store: Store) {
  const rows = await db
    .select({ id: customers.id, externalId: customers.externalId })
    .from(customers)
    .where(eq(customers.merchantId, store.merchantId));
  const ids = rows.map(({ id }) => id);
  const side = await readSide(db, { merchantId: store.merchantId, ids, from: START, to: NOW });
  const named = <T>(map: Map<string, T>) =>
    Object.fromEntries(rows.map(({ id, externalId }) => [externalId, map.get(id) ?? null]));
  return {
    flows: side.flows,
    rules: [...side.rules.values()],
    tiers: named(side.tiers),
    points: named(side.points),
    names: new Map(rows.map((row) => [row.id, row.externalId])),
  };
}

const days = 90;
const documentOf = async (store: Store, change: Partial<ProgramDocumentInput>) => {
  const version = await getVersionAt(db, store.merchantId, NOW);
  return programDocumentSchema.parse({ ...version?.document, ...change });
};

describe("a dry run of the last 90 days", () => {
  test("of the live program gives what was given, to the point", async () => {
    const store = await makeStore(database, live);
    await tellHistory(store);
    const ctx = store.as(system, NOW);
    const result = await simulate(ctx, { document: await documentOf(store, {}), days });
    expect(result.facts.orders).toBeGreaterThan(20);
    expect(result.would).toEqual(result.was);
    expect(result.rules.every(({ was, would }) => was.units === would.units)).toBe(true);
    expect(result.tierMoves).toEqual([]);
    expect(result.refusedRedemptions).toEqual({});
  });

  test("of a draft says what a real replay under it gives: points, rules, tiers, per customer", async () => {
    const store = await makeStore(database, live);
    await tellHistory(store);
    const result = await simulate(store.as(system, NOW), { document: await documentOf(store, draft), days });
    const replayed = await makeStore(database, live);
    await tellHistory(replayed, draft);
    const real = await outcome(replayed);
    expect(result.would).toEqual(real.flows);
    const gave = result.rules.filter(({ would }) => would.awards > 0);
    expect(gave.map(({ ruleKey, asset, would }) => ({ ruleKey, asset, ...would }))).toEqual(
      real.rules.map(({ ruleKey, asset, awards, units }) => ({ ruleKey, asset, awards, units })),
    );
    const { names } = await outcome(store);
    expect(result.examples.length).toBeGreaterThan(3);
    for (const { customerId, tierWould, pointsWould } of result.examples) {
      const name = names.get(customerId) ?? "";
      expect([name, tierWould, pointsWould]).toEqual([name, real.tiers[name], String(real.points[name])]);
    }
  });

  test("leaves nothing behind", async () => {
    const store = await makeStore(database, live);
    await tellHistory(store);
    const before = await db.$count(merchants);
    const was = await outcome(store);
    await simulate(store.as(system, NOW), { document: await documentOf(store, draft), days });
    expect(await db.$count(merchants)).toBe(before);
    expect(await outcome(store)).toEqual(was);
    expect(await store.brokenInvariants()).toEqual([]);
  });
});
