import { z } from "zod";

const rewardKey = z.string().min(1).max(40);

/** Staff takes a reward for a customer. */
export const redeemRewardSchema = z.strictObject({ customerId: z.uuid(), rewardKey });

/** The signed-in customer takes a reward. */
export const redeemOwnRewardSchema = z.strictObject({ rewardKey });

export const cancelRedemptionSchema = z.strictObject({ redemptionId: z.uuid() });

export const redemptionStatuses = ["issued", "used", "cancelled", "expired"] as const;

/** Newest first; `before` is the id of the last row seen. One that cannot be read means the first page. */
export const listRedemptionsSchema = z.strictObject({
  customerId: z.uuid().optional(),
  status: z.enum(redemptionStatuses).optional(),
  before: z.uuid().optional().catch(undefined),
  limit: z.int().min(1).max(100).default(25),
});
