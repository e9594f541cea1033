import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { orders, redemptions } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import { costOfReward } from "@/lib/domain/rewards/cost";
import { defineCommand } from "@/lib/platform/command";
import type { Ctx } from "@/lib/platform/ctx";
import { checkFree, type FoundCode, lockCode } from "../find-code";
import { useCodeSchema } from "../schema";

async function findOrder(tx: Tx, ctx: Ctx, externalId: string | undefined) {
  if (externalId === undefined) return null;
  const [order] = await tx
    .select({
      id: orders.id,
      totalMinor: orders.totalMinor,
      discountMinor: orders.discountMinor,
      paidWithPointsMinor: orders.paidWithPointsMinor,
    })
    .from(orders)
    .where(and(eq(orders.merchantId, ctx.merchantId), eq(orders.externalId, externalId)));
  return order ?? null;
}

type Order = Awaited<ReturnType<typeof findOrder>>;

type Use = { order: Order; orderName: string | undefined; at: Date };

async function markUsed(tx: Tx, ctx: Ctx, code: FoundCode, { order, orderName, at }: Use) {
  await tx
    .update(redemptions)
    .set({
      status: "used",
      usedAt: code.usedAt ?? at,
      orderId: order?.id ?? null,
      costMinor: costOfReward(code, order),
      reservedFor: order ? null : (orderName ?? null),
      reservedUntil: null,
    })
    .where(and(eq(redemptions.merchantId, ctx.merchantId), eq(redemptions.id, code.id)));
}

/**
 * Marks a code as used, with its order; an order that is not known yet is joined to it once it names the code. A cart that
 * is named must be the one that holds the code, where one does; without one the shop's word counts. Telling the same order
 * again changes nothing. Throws NOT_FOUND, CONFLICT (`code_reserved`: for another cart) or PRECONDITION (`code_used` by
 * another order, `code_cancelled`, `code_expired` by then).
 */
export const useCode = defineCommand({
  name: "codes.use",
  permission: "redemptions.write",
  input: useCodeSchema,
  async run({ tx, ctx, input }) {
    const code = await lockCode(tx, ctx, input.code);
    const order = await findOrder(tx, ctx, input.order);
    const at = input.at ?? ctx.now;
    if (at > ctx.now) throw new DomainError("VALIDATION", "in_future", {}, { at: "in_future" });
    const result = { redemptionId: code.id, order: input.order ?? code.orderExternalId };
    const usedWith = code.orderExternalId ?? code.reservedFor;
    const isSame = code.status === "used" && input.order !== undefined && input.order === usedWith;
    if (isSame && (code.orderId || !order)) return { result, audit: [] };
    if (!isSame) checkFree(code, input.cart ?? code.reservedFor ?? undefined, at);
    await markUsed(tx, ctx, code, { order, orderName: input.order, at });
    const told = {
      customer: code.customerExternalId,
      reward: code.reward.key,
      redemption: code.id,
      order: input.order ?? null,
    };
    return {
      result,
      audit: [
        { action: "code.use", subjectType: "customer", subjectId: code.customerId, after: { ...told, at } },
      ],
      events: [{ type: "reward.used", payload: told }],
    };
  },
});
