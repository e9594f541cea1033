import { worthAt, worthOf } from "@/lib/domain/rewards/cost";
import { defineQuery } from "@/lib/platform/query";
import { findCode, stateOf } from "../find-code";
import { getCodeSchema } from "../schema";

/**
 * What a checkout needs to know of a code: whether it can be used, what it is worth (of a cart, where its total is given;
 * null where that is not an amount of money) and what restricts it. Throws NOT_FOUND.
 */
export const getCode = defineQuery({
  name: "codes.get",
  permission: "customers.read",
  input: getCodeSchema,
  async run({ db, ctx, input }) {
    const found = await findCode(db, ctx, input.code);
    const { reward, currency, reservedFor, reservedUntil } = found;
    const status = stateOf(found, ctx.now);
    return {
      redemptionId: found.id,
      code: found.code,
      status,
      customer: found.customerExternalId,
      reward: { key: reward.key, kind: reward.kind, name: reward.name },
      worthMinor: input.cartMinor === undefined ? worthOf(found) : worthAt(found, input.cartMinor),
      percentBps: reward.kind === "percent_off" ? reward.percentBps : null,
      product: reward.kind === "free_product" ? reward.product : null,
      currency,
      restrictions: {
        minOrderMinor: BigInt(reward.minOrderMinor),
        maxShareBps: reward.kind === "pay_with_points" ? reward.maxShareBps : null,
        expiresOn: found.expiresOn,
      },
      reserved: status === "reserved" ? { cart: reservedFor, until: reservedUntil } : null,
      usedAt: found.usedAt,
      order: found.orderExternalId,
    };
  },
});
