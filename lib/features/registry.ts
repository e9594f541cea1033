import type { Command } from "@/lib/platform/command";
import type { Query } from "@/lib/platform/query";
import * as account from "./account";
import * as analytics from "./analytics";
import * as audit from "./audit";
import * as costs from "./costs";
import * as customers from "./customers";
import * as day from "./day";
import * as events from "./events";
import * as gamification from "./gamification";
import * as imports from "./imports";
import * as ledger from "./ledger";
import * as members from "./members";
import * as merchants from "./merchants";
import * as orders from "./orders";
import * as outbox from "./outbox";
import * as products from "./products";
import * as programs from "./programs";
import * as quotes from "./quotes";
import * as referrals from "./referrals";
import * as rewards from "./rewards";
import * as segments from "./segments";
import * as simulation from "./simulation";
import * as subscriptions from "./subscriptions";
import * as surveys from "./surveys";
import * as team from "./team";

// biome-ignore lint/suspicious/noExplicitAny: each has an input and a result of its own
export type AnyCommand = Command<any, any>;
// biome-ignore lint/suspicious/noExplicitAny: each has an input and a result of its own
export type AnyQuery = Query<any, any>;

/** Every write of the product. What is not listed fails lib/testing/registry.it.test.ts, which tries each of them. */
export const commands: readonly AnyCommand[] = [
  account.changePassword,
  account.endSession,
  account.renameAccount,
  costs.deleteCost,
  costs.recordCost,
  costs.setGrossMargin,
  costs.updateCost,
  customers.setTierFloor,
  customers.upsertCustomer,
  day.awardAnniversaries,
  day.awardBirthdays,
  day.closeDay,
  day.enterSegments,
  day.expireCodes,
  day.queueNotices,
  day.reviewTiers,
  events.recordEventByHand,
  events.recordEvents,
  gamification.giveBadges,
  gamification.judgeChallenges,
  gamification.setLeaderboardName,
  imports.finishImport,
  imports.importCosts,
  imports.importCustomers,
  imports.importPoints,
  imports.importSurveys,
  imports.startImport,
  ledger.adjustPoints,
  ledger.reverseTransaction,
  ledger.settleDue,
  members.joinProgram,
  members.requestCode,
  members.signInByLink,
  members.signOut,
  members.updatePreferences,
  members.verifyCode,
  merchants.createMerchant,
  merchants.renameMerchant,
  merchants.setUp,
  orders.recordOrders,
  products.payPriceDrops,
  products.recordProducts,
  programs.applyLiveProgram,
  programs.cancelScheduledVersion,
  programs.dateOpenLots,
  programs.discardDraft,
  programs.moveItem,
  programs.publishDocument,
  programs.publishDraft,
  programs.removeItem,
  programs.restoreVersion,
  programs.rollBack,
  programs.saveDraft,
  programs.saveEarningRule,
  programs.saveEvents,
  programs.saveExpiry,
  programs.saveGames,
  programs.savePlan,
  programs.saveReferral,
  programs.saveReward,
  programs.saveTierLadder,
  programs.switchItem,
  referrals.claimReferral,
  referrals.openReferralLink,
  referrals.recordVisit,
  referrals.requestClaim,
  referrals.settleReferrals,
  rewards.cancelOwnRedemption,
  rewards.cancelRedemption,
  rewards.redeemOwnReward,
  rewards.redeemReward,
  rewards.releaseCode,
  rewards.reserveCode,
  rewards.takeAutomatic,
  rewards.useCode,
  segments.addReadyMade,
  segments.deleteSegment,
  segments.saveSegment,
  simulation.startSimulation,
  subscriptions.changeOwnSubscription,
  subscriptions.changeSubscription,
  subscriptions.recordSubscription,
  subscriptions.renewDueSubscriptions,
  subscriptions.renewSubscription,
  subscriptions.takeSubscription,
  surveys.answerSurvey,
  surveys.createInvitation,
  surveys.createSurvey,
  surveys.setSurveyStatus,
  team.addMember,
  team.changeRole,
  team.removeMember,
];

/** Every read of the product. */
export const queries: readonly AnyQuery[] = [
  analytics.getCalendar,
  analytics.getClvPage,
  analytics.getEngagementPage,
  analytics.getHome,
  analytics.getMetric,
  analytics.getNpsPage,
  analytics.getOverview,
  analytics.getReferralFunnel,
  analytics.getRoiPage,
  audit.listAuditLog,
  costs.listCosts,
  customers.getCustomer,
  customers.getCustomerHistory,
  customers.getCustomerLedger,
  customers.getCustomerOrders,
  customers.getCustomerSurveyAnswers,
  customers.listCustomers,
  quotes.explainQuote,
  quotes.quote,
  events.listCustomerEvents,
  events.listEventTypes,
  gamification.getOwnGames,
  imports.getImport,
  imports.listImportErrors,
  imports.listImports,
  ledger.getRollForward,
  ledger.listLots,
  ledger.verifyLedger,
  members.getMemberCode,
  members.getMemberHome,
  members.getStorefront,
  members.listActivity,
  merchants.getMerchant,
  outbox.getMail,
  outbox.listMails,
  programs.countDraftChanges,
  programs.getDraft,
  programs.getTierDistribution,
  programs.getVersion,
  programs.listRewardStock,
  programs.listPlanNames,
  programs.listTierNames,
  programs.listVersions,
  programs.pullDocument,
  referrals.getCustomerReferrals,
  referrals.getInvitation,
  referrals.getOwnReferrals,
  referrals.listReferrals,
  rewards.getCode,
  rewards.listRedemptions,
  rewards.listWallets,
  segments.explainCondition,
  segments.getConditionNames,
  segments.getConditionOptions,
  segments.getSegment,
  segments.listMembers,
  segments.listSegmentNames,
  simulation.getLatestSimulation,
  segments.listSegments,
  segments.previewCondition,
  subscriptions.countSubscribers,
  subscriptions.getCustomerSubscriptions,
  subscriptions.getOwnSubscriptions,
  subscriptions.listSubscriptions,
  surveys.getInvitation,
  surveys.getSurvey,
  surveys.listSurveys,
  team.listMembers,
];
