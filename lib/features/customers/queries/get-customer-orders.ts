import { and, asc, desc, eq, inArray, isNull, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { awards, orders, refunds } from "@/db/schema";
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

function pointsOf(db: Db | Tx, ctx: Ctx, orderIds: string[]) {
  return db
    .select({
      orderId: awards.orderId,
      earned: sql<bigint>`sum(${awards.units})`.mapWith(BigInt),
      clawedBack: sql<bigint>`sum(${awards.clawedBack})`.mapWith(BigInt),
    })
    .from(awards)
    .where(and(eq(awards.merchantId, ctx.merchantId), inArray(awards.orderId, orderIds)))
    .groupBy(awards.orderId);
}

/**
 * A page of a customer's orders, latest first, each with its refunds and the points it gave; and the latest refunds
 * that name no order. Throws NOT_FOUND.
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
    const [[refunded, looseRefunds], points] = await Promise.all([
      refundsOf(db, ctx, input.customerId, ids),
      pointsOf(db, ctx, ids),
    ]);
    return {
      ...cursors,
      rows: rows.map((row) => ({
        ...row,
        rewardCodes: row.rewardCodes.map((code) => shownCode(ctx.actor, code)),
        refunds: refunded.filter((refund) => refund.orderId === row.id),
        points: points.find((sum) => sum.orderId === row.id) ?? { earned: 0n, clawedBack: 0n },
      })),
      looseRefunds,
    };
  },
});

export type CustomerOrder = Awaited<ReturnType<typeof getCustomerOrders.run>>["rows"][number];
export type LooseRefund = Awaited<ReturnType<typeof getCustomerOrders.run>>["looseRefunds"][number];
