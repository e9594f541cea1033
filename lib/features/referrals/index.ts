export { type ClaimAnswer, claimReferral } from "./commands/claim-referral";
export { openReferralLink } from "./commands/open-referral-link";
export { recordVisit } from "./commands/record-visit";
export { requestClaim } from "./commands/request-claim";
export { settleReferrals } from "./commands/settle-referrals";
export { findStoreOf, referralLink } from "./find-store";
export { findDueDate, firstOrder, stateSql } from "./judged";
export { type CustomerReferrals, getCustomerReferrals } from "./queries/get-customer-referrals";
export { getInvitation, type Invitation } from "./queries/get-invitation";
export {
  type AcceptedInvitation,
  getOwnReferrals,
  type OwnInvitation,
  type OwnReferrals,
} from "./queries/get-own-referrals";
export { listReferrals } from "./queries/list-referrals";
export type { ReferralRow } from "./queries/referral-rows";
export { findLinkMerchant, type GiftView } from "./terms";
