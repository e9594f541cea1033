"use server";

import { refresh } from "next/cache";
import { runAction } from "@/lib/platform/action";
import { findStaff, type Staff } from "@/lib/platform/auth/staff";
import { execute } from "@/lib/platform/command";
import { orderByHand, refundByHand } from "./by-hand";
import { recordOrders } from "./commands/record-orders";

type Reader = (raw: unknown, store: Staff["merchant"], now: Date) => unknown;

/** A form in major units and store time, read by `reader`, then recorded as the shop's own orders are. */
function recordForm(reader: Reader, merchantSlug: string, raw: unknown, idempotencyKey: string) {
  return runAction(async () => {
    const { ctx, merchant } = await findStaff(merchantSlug);
    const result = await execute(ctx, recordOrders, reader(raw, merchant, ctx.now), { idempotencyKey });
    refresh();
    return result;
  });
}

export async function recordOrderAction(merchantSlug: string, raw: unknown, idempotencyKey: string) {
  return recordForm(orderByHand, merchantSlug, raw, idempotencyKey);
}

export async function recordRefundAction(merchantSlug: string, raw: unknown, idempotencyKey: string) {
  return recordForm(refundByHand, merchantSlug, raw, idempotencyKey);
}
