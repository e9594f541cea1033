import type { LocalDate } from "@/lib/domain/time";

export const subscriptionStatuses = ["active", "paused", "cancelled", "past_due"] as const;
export type SubscriptionStatus = (typeof subscriptionStatuses)[number];

export const subscriptionActions = ["pause", "resume", "cancel"] as const;
export type SubscriptionAction = (typeof subscriptionActions)[number];

/** What a shop says of a subscription; what it leaves out it does not speak of. Times as ISO text. */
export type ToldSubscription = {
  plan?: string;
  status?: SubscriptionStatus;
  startedAt?: string;
  renewsOn?: LocalDate;
  cancelledAt?: string;
};

/** Whether a subscription is to begin only later: until then it gives nothing, though its status is active. */
export function isComing({ status, startedAt }: { status: SubscriptionStatus; startedAt: Date }, now: Date) {
  return status === "active" && startedAt > now;
}

/** What moves with a subscription's status. */
export type SubscriptionState = {
  status: SubscriptionStatus;
  /** Local date that renewals are counted from. */
  anchorOn: LocalDate;
  /** Local date of the next renewal; null once cancelled. */
  renewsOn: LocalDate | null;
  pausedAt: Date | null;
  cancelledAt: Date | null;
};
