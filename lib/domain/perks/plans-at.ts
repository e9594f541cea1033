import type { SubscriptionStatus } from "@/lib/domain/perks/types";

/** What a subscription was from a time on. */
export type SubscriptionChange = {
  subscriptionId: string;
  at: Date;
  status: SubscriptionStatus;
  planKey: string;
};

/**
 * The plans that were active at a time, by the changes of one customer's subscriptions, the oldest first. Cancelled is the
 * end of one, also where the shop tells late that it was before it was resumed here.
 */
export function plansAt(changes: readonly SubscriptionChange[], at: Date): string[] {
  const latest = new Map<string, SubscriptionChange>();
  for (const change of changes)
    if (change.at <= at && latest.get(change.subscriptionId)?.status !== "cancelled")
      latest.set(change.subscriptionId, change);
  const active = [...latest.values()].filter(({ status }) => status === "active");
  return [...new Set(active.map(({ planKey }) => planKey))];
}
