export { cancelOwnRedemption, cancelRedemption } from "./commands/cancel-redemption";
export { redeemOwnReward, redeemReward } from "./commands/redeem-reward";
export { releaseCode, reserveCode } from "./commands/reserve-code";
export { useCode } from "./commands/use-code";
export type { CodeState } from "./find-code";
export { loadRewardMembers, loadStock } from "./load-members";
export { ownCustomerId } from "./own";
export { getCode } from "./queries/get-code";
export { listRedemptions, type RedemptionRow } from "./queries/list-redemptions";
