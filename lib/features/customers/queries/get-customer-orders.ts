import { and, asc, desc, eq, inArray, isNull, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { awards, ledgerEntries, lots, ledgerTransactions as lt, orders, refunds } from "@/db/schema";
import type { Ctx } from "@/lib/platform/ctx";
import { keyset } from "@/lib/platform/keyset";
import { shownCode } from "@/lib/platform/mask";
import { defineQuery } from "@/lib/platform/query";
import { customerRowsSchema } from "../schema";
import { requireCustomer } from "./require-customer";

const MAX_LOOSE_REFUNDS = 50;

const refundColumns = {
  id: refunds.id,
  externalId: refunds.externalId,
  orderId: refunds.orderId,
  refundedAt: refunds.refundedAt,
  amountMinor: refunds.amountMinor,
};

/** Refunds of these orders, and the latest that name no order. */
function refundsOf(db: Db | Tx, ctx: Ctx, customerId: string, orderIds: string[]) {
  const own = and(eq(refunds.merchantId, ctx.merchantId), eq(refunds.customerId, customerId));
  return Promise.all([
    db
      .select(refundColumns)
      .from(refunds)
      .where(and(own, inArray(refunds.orderId, orderIds)))
      .orderBy(asc(refunds.refundedAt), asc(refunds.id)),
    db
      .select(refundColumns)
      .from(refunds)
      .where(and(own, isNull(refunds.orderId)))
      .orderBy(desc(refunds.refundedAt), desc(refunds.id))
      .limit(MAX_LOOSE_REFUNDS),
  ]);
}

/** Units that orders gave: usable once they came, still to become usable, or void because what they awaited did not happen. */
const stateOfUnits = sql<"usable" | "pending" | "void">`case when ${lots.isPending} then 'pending'
  when ${lots.availableFrom} is null then 'void' else 'usable' end`;

function earnedBy(db: Db | Tx, ctx: Ctx, orderIds: string[]) {
  return db
    .select({
      orderId: awards.orderId,
      asset: awards.asset,
      state: stateOfUnits,
      units: sql<bigint>`sum(${awards.units})`.mapWith(BigInt),
      clawedBack: sql<bigint>`sum(${awards.clawedBack})`.mapWith(BigInt),
    })
    .from(awards)
    .innerJoin(
      lots,
      and(eq(lots.merchantId, awards.merchantId), eq(lots.transactionId, awards.transactionId)),
    )
    .where(and(eq(awards.merchantId, ctx.merchantId), inArray(awards.orderId, orderIds)))
    .groupBy(awards.orderId, awards.asset, stateOfUnits)
    .orderBy(sql`${awards.asset} <> 'points'`, awards.asset, desc(stateOfUnits));
}

type Earned = Awaited<ReturnType<typeof earnedBy>>;

/** What an order earned, of each asset by itself, and what refunds took of it. */
function earningsOf(earned: Earned, orderId: string) {
  const own = earned.filter((sum) => sum.orderId === orderId);
  const assets = [...new Set(own.map(({ asset }) => asset))];
  return {
    earned: own.map(({ asset, state, units }) => ({ asset, state, units })),
    clawedBack: assets.flatMap((asset) => {
      const units = own.reduce((sum, one) => (one.asset === asset ? sum + one.clawedBack : sum), 0n);
      return units > 0n ? [{ asset, units }] : [];
    }),
  };
}

/** What refunds took back by themselves, of each asset, by the shop's id of the refund. */
async function takenBy(db: Db | Tx, ctx: Ctx, customerId: string, externalIds: string[]) {
  const rows = await db
    .select({
      refund: lt.sourceId,
      asset: lt.asset,
      units: sql<bigint>`sum(${ledgerEntries.amount})`.mapWith(BigInt),
    })
    .from(lt)
    .innerJoin(
      ledgerEntries,
      and(eq(ledgerEntries.merchantId, lt.merchantId), eq(ledgerEntries.transactionId, lt.id)),
    )
    .where(
      and(
        eq(lt.merchantId, ctx.merchantId),
        eq(lt.customerId, customerId),
        eq(lt.code, "claw_back"),
        eq(lt.sourceType, "refund"),
        inArray(lt.sourceId, externalIds),
      ),
    )
    .groupBy(lt.sourceId, lt.asset)
    .orderBy(lt.asset);
  return (externalId: string) =>
    rows.flatMap(({ refund, ...taken }) => (refund === externalId ? [taken] : []));
}

/** The state as the refunds have it: a shop may say "paid" of an order that was given back. */
function stateOf({
  status,
  totalMinor,
  refundedMinor,
}: Pick<typeof orders.$inferSelect, "status" | "totalMinor" | "refundedMinor">) {
  if (status !== "paid" || refundedMinor <= 0n) return status;
  return refundedMinor < totalMinor ? "partially_refunded" : "refunded";
}

/**
 * A page of a customer's orders, latest first, each with its refunds and what it earned of each asset; and the latest
 * refunds that name no order. Throws NOT_FOUND.
 */
export const getCustomerOrders = defineQuery({
  name: "customers.orders",
  permission: "customers.read",
  input: customerRowsSchema,
  async run({ db, ctx, input }) {
    await requireCustomer(db, ctx, input.customerId);
    const list = keyset(
      { value: orders.placedAt, type: "timestamptz", id: orders.id },
      input.cursor,
      input.limit,
    );
    const found = await db
      .select({
        cursorKey: list.cursorKey,
        id: orders.id,
        externalId: orders.externalId,
        placedAt: orders.placedAt,
        status: orders.status,
        isTest: orders.isTest,
        channel: orders.channel,
        totalMinor: orders.totalMinor,
        refundedMinor: orders.refundedMinor,
        rewardCodes: orders.rewardCodes,
      })
      .from(orders)
      .where(and(eq(orders.merchantId, ctx.merchantId), eq(orders.customerId, input.customerId), list.where))
      .orderBy(...list.orderBy)
      .limit(list.limit);
    const { rows, ...cursors } = list.page(found);
    const ids = rows.map((row) => row.id);
    const [[refunded, looseRefunds], earned] = await Promise.all([
      refundsOf(db, ctx, input.customerId, ids),
      earnedBy(db, ctx, ids),
    ]);
    const taken = await takenBy(
      db,
      ctx,
      input.customerId,
      looseRefunds.map((refund) => refund.externalId),
    );
    return {
      ...cursors,
      rows: rows.map((row) => ({
        ...row,
        rewardCodes: row.rewardCodes.map((code) => shownCode(ctx.actor, code)),
        refunds: refunded.filter((refund) => refund.orderId === row.id),
        status: stateOf(row),
        ...earningsOf(earned, row.id),
      })),
      looseRefunds: looseRefunds.map((refund) => ({ ...refund, clawedBack: taken(refund.externalId) })),
    };
  },
});

export type CustomerOrder = Awaited<ReturnType<typeof getCustomerOrders.run>>["rows"][number];
export type LooseRefund = Awaited<ReturnType<typeof getCustomerOrders.run>>["looseRefunds"][number];
