/** What is kept of a claim. */
export const storedReferralStates = ["claimed", "rewarded", "expired", "cancelled", "refused"] as const;

/** What a claim is shown as: while it is open, the friend's order says more. */
export const referralStates = ["claimed", "ordered", "rewarded", "expired", "cancelled", "refused"] as const;
export type ReferralState = (typeof referralStates)[number];

/** Why a claim is refused: own link, known to the shop before, invited before, or one of the two is blocked. */
export const refusalReasons = ["own_link", "existing_customer", "already_claimed", "blocked"] as const;
export type RefusalReason = (typeof refusalReasons)[number];

/** Why a claim came to nothing after it was made. */
export const cancelReasons = ["refunded", "below_minimum", "existing_customer", "blocked"] as const;
export type CancelReason = (typeof cancelReasons)[number];
