import type { LocalDate } from "@/lib/domain/time";
import type { Ctx } from "@/lib/platform/ctx";

/** The midnight whose work is done; `ctx.now` is that midnight. */
export type Midnight = { ctx: Ctx; date: LocalDate; timezone: string };
export type DayCounts = {
  referralsRewarded: number;
  /** Customers with pending units that became available or void, or with lots that expired. */
  customersSettled: number;
  /** Rewards that were taken by themselves. */
  rewardsTaken: number;
  /** Credits for prices that fell. */
  priceDropsPaid: number;
  codesExpired: number;
  membersMoved: number;
  birthdaysKept: number;
  anniversariesKept: number;
  subscriptionsRenewed: number;
  segmentsEntered: number;
  challengesCompleted: number;
  badgesGiven: number;
  /** Events about units that became usable, expired, or will soon. */
  noticesQueued: number;
};

export type Step = {
  /** A date by whose midnight the step has something to do, the earliest; null for none that is known now. */
  due(midnight: Midnight): Promise<LocalDate | null>;
  run(midnight: Midnight, counts: DayCounts): Promise<void>;
};
