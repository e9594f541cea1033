export const subscriptionStatuses = ["active", "paused", "cancelled", "past_due"] as const;
export type SubscriptionStatus = (typeof subscriptionStatuses)[number];
