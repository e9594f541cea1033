export { cancelOwnRedemption, cancelRedemption } from "./commands/cancel-redemption";
export { redeemOwnReward, redeemReward } from "./commands/redeem-reward";
export { loadRewardMembers, loadStock } from "./load-members";
export { ownCustomerId } from "./own";
export { listRedemptions, type RedemptionRow } from "./queries/list-redemptions";
