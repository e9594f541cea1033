import { and, asc, eq, sql } from "drizzle-orm";
import { awards, customers, lots, orders, wallets } from "@/db/schema";
import type { ProgramDocumentInput } from "@/lib/domain/program/schema";
import { recordOrders } from "@/lib/features/orders";
import { execute } from "@/lib/platform/command";
import type { Ctx } from "@/lib/platform/ctx";
import type { TestDatabase } from "./database";
import { makeStore } from "./loyalty-store";

type OrderTold = {
  id?: string;
  total?: bigint;
  /** Of 2026 unless it says more. */
  day?: string;
  customer?: string | null;
  status?: string;
  updated?: string;
  lines?: { id: string; price: bigint; quantity?: number; category?: string }[];
  [other: string]: unknown;
};

const at = (day: string) => (day.includes("T") ? day : `${day.length > 5 ? day : `2026-${day}`}T12:00:00Z`);

/** An order of 50.00 on 10 January by customer c1, unless it says otherwise. */
export function orderTold({
  id = "o1",
  total = 5_000n,
  day = "01-10",
  customer = "c1",
  status = "paid",
  updated,
  lines = [],
  ...other
}: OrderTold = {}) {
  const told = lines.map((line) => ({
    lineId: line.id,
    category: line.category ?? null,
    quantity: line.quantity ?? 1,
    unitPriceMicro: line.price * 10_000n,
    ...{ sku: null, title: line.id, collection: null },
  }));
  const order = {
    externalId: id,
    customerExternalId: customer,
    status,
    placedAt: at(day),
    shopUpdatedAt: updated ? at(updated) : null,
    totalMinor: total,
    lines: told,
    ...other,
  };
  return { kind: "order" as const, order };
}

type RefundTold = {
  id?: string;
  amount?: bigint;
  order?: string | null;
  customer?: string | null;
  day?: string;
  lines?: { lineId: string; quantity: number }[];
};

/** A refund of 10.00 of order o1 on 1 February, unless it says otherwise. */
export function refundTold({
  id = "r1",
  amount = 1_000n,
  order = "o1",
  customer = null,
  day = "02-01",
  lines = [],
}: RefundTold = {}) {
  const refund = {
    externalId: id,
    orderExternalId: order,
    customerExternalId: customer,
    refundedAt: at(day),
    amountMinor: amount,
    lines,
  };
  return { kind: "refund" as const, refund };
}

export type Told = ReturnType<typeof orderTold> | ReturnType<typeof refundTold>;

/** A store that is told orders on 1 June 2026, with what a customer has in the end. */
export async function orderStore(database: TestDatabase, program: Partial<ProgramDocumentInput> = {}) {
  const store = await makeStore(database, program);
  const ctx = store.as({ type: "system" }, new Date("2026-06-01T10:00:00Z"));
  const tell = (...facts: object[]) => execute(ctx, recordOrders, { facts });
  return { ...store, ctx, tell, customer: (name = "c1") => stateOf(ctx, name) };
}

/** Everything that must not depend on how a customer's facts were told; ids and single transactions are left out. */
export async function stateOf({ db, merchantId }: Ctx, externalId: string) {
  const [facts] = await db
    .select({
      id: customers.id,
      tier: customers.tierKey,
      spend: customers.spendMinor,
      orders: customers.ordersCount,
      earned: customers.pointsEarned,
      enrolledAt: customers.enrolledAt,
    })
    .from(customers)
    .where(and(eq(customers.merchantId, merchantId), eq(customers.externalId, externalId)));
  if (!facts) return null;
  const [held, open, given] = await Promise.all([
    db
      .select({ asset: wallets.asset, available: wallets.available, pending: wallets.pending })
      .from(wallets)
      .where(and(eq(wallets.merchantId, merchantId), eq(wallets.customerId, facts.id)))
      .orderBy(asc(wallets.asset)),
    db
      .select({
        asset: lots.asset,
        expiresOn: lots.expiresOn,
        availableFrom: lots.availableFrom,
        isPending: lots.isPending,
        units: sql<bigint>`sum(${lots.remaining})`.mapWith(BigInt),
      })
      .from(lots)
      .where(and(eq(lots.merchantId, merchantId), eq(lots.customerId, facts.id)))
      .groupBy(lots.asset, lots.expiresOn, lots.availableFrom, lots.isPending)
      .having(sql`sum(${lots.remaining}) > 0`)
      .orderBy(asc(lots.asset), asc(lots.expiresOn), asc(lots.availableFrom)),
    db
      .select({
        order: orders.externalId,
        rule: awards.ruleKey,
        net: sql<bigint>`sum(${awards.units} - ${awards.clawedBack})`.mapWith(BigInt),
      })
      .from(awards)
      .innerJoin(orders, and(eq(orders.merchantId, awards.merchantId), eq(orders.id, awards.orderId)))
      .where(and(eq(awards.merchantId, merchantId), eq(awards.customerId, facts.id)))
      .groupBy(orders.externalId, awards.ruleKey)
      .having(sql`sum(${awards.units} - ${awards.clawedBack}) > 0`)
      .orderBy(asc(orders.externalId), asc(awards.ruleKey)),
  ]);
  const { id, ...counters } = facts;
  const balance = (asset: string) => held.find((wallet) => wallet.asset === asset);
  return {
    id,
    ...counters,
    available: balance("points")?.available ?? 0n,
    pending: balance("points")?.pending ?? 0n,
    credit: balance("credit")?.available ?? 0n,
    lots: open,
    awards: Object.fromEntries(given.map(({ order, rule, net }) => [`${order} ${rule}`, net])),
  };
}
