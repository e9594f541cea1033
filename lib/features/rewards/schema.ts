import { z } from "zod";
import { typedCode } from "@/lib/platform/codes";

const rewardKey = z.string().min(1).max(40);

/** How many steps of `pay_with_points` are taken; the fewest when left out. */
const steps = z.int().min(1).max(1_000_000).optional();

/** Staff, or the shop, takes a reward for a customer. */
export const redeemRewardSchema = z.strictObject({ customerId: z.uuid(), rewardKey, steps });

export const redeemRewardsSchema = z.strictObject({
  rewards: z
    .array(redeemRewardSchema.extend({ at: z.date() }))
    .min(1)
    .max(500),
});

/** The signed-in customer takes a reward. */
export const redeemOwnRewardSchema = z.strictObject({ rewardKey, steps });

const code = z.string().max(100).transform(typedCode).pipe(z.string().min(1, "required"));
const cart = z.string().trim().min(1, "required").max(200);

/** The longest a cart holds a code: seven days. */
const MOST_MINUTES = 7 * 24 * 60;

/** With the total of a cart in minor units, what the code is worth there. */
export const getCodeSchema = z.strictObject({
  code,
  cartMinor: z.union([z.bigint(), z.string().regex(/^\d+$/).transform(BigInt)]).optional(),
});
export const reserveCodeSchema = z.strictObject({
  code,
  cart,
  minutes: z.int().min(1).max(MOST_MINUTES).default(60),
});
export const releaseCodeSchema = z.strictObject({ code, cart });
export const useCodeSchema = z.strictObject({
  code,
  /** The shop's id of the order; without it the use is known and the order is not. */
  order: z.string().trim().min(1).max(200).optional(),
  /** The cart it was reserved for, where it was. */
  cart: cart.optional(),
  at: z.coerce.date().optional(),
});

export const listWalletsSchema = z.strictObject({ customerId: z.uuid() });

export const cancelRedemptionSchema = z.strictObject({ redemptionId: z.uuid() });

export const redemptionStatuses = ["issued", "used", "cancelled", "expired"] as const;

/** Newest first; `before` is the id of the last row seen. One that cannot be read means the first page. */
export const listRedemptionsSchema = z.strictObject({
  customerId: z.uuid().optional(),
  status: z.enum(redemptionStatuses).optional(),
  before: z.uuid().optional().catch(undefined),
  limit: z.int().min(1).max(100).default(25),
});
