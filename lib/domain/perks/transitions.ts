import { renewalAfter } from "@/lib/domain/perks/renewal";
import type { SubscriptionAction, SubscriptionState, SubscriptionStatus } from "@/lib/domain/perks/types";
import type { Interval } from "@/lib/domain/program/schema";
import { addDays, daysBetween, type LocalDate, localDateOf } from "@/lib/domain/time";

/** What a subscription may become; cancelled is the end of it. */
const nextStatuses: Record<SubscriptionStatus, readonly SubscriptionStatus[]> = {
  active: ["paused", "past_due", "cancelled"],
  paused: ["active", "past_due", "cancelled"],
  past_due: ["active", "paused", "cancelled"],
  cancelled: [],
};

export const statusAfter: Record<SubscriptionAction, SubscriptionStatus> = {
  pause: "paused",
  resume: "active",
  cancel: "cancelled",
};

export function canBecome(from: SubscriptionStatus, to: SubscriptionStatus): boolean {
  return nextStatuses[from].includes(to);
}

/**
 * What can be done to a subscription by hand. One that is past due is made active by who knows that it was paid: the
 * shop or its staff, not the customer.
 */
export function actionsFor(status: SubscriptionStatus, by: "staff" | "customer"): SubscriptionAction[] {
  if (status === "active") return ["pause", "cancel"];
  if (status === "paused" || (status === "past_due" && by === "staff")) return ["resume", "cancel"];
  return status === "past_due" ? ["cancel"] : [];
}

type When = { at: Date; timezone: string; interval: Interval };

/** The next renewal of a paused subscription, if it were resumed today: what was left of the period is left. */
export function renewalAfterPause(
  { pausedOn, renewsOn }: { pausedOn: LocalDate; renewsOn: LocalDate },
  today: LocalDate,
): LocalDate {
  return addDays(today, Math.max(0, daysBetween(pausedOn, renewsOn)));
}

/** The dates of a subscription that runs again: what was left of a paused period is left, what was missed is not made up. */
function awake(state: SubscriptionState, { at, timezone, interval }: When) {
  const { status, anchorOn, renewsOn, pausedAt } = state;
  const today = localDateOf(at, timezone);
  if (renewsOn === null) return { anchorOn, renewsOn };
  if (status === "paused" && pausedAt) {
    const shifted = renewalAfterPause({ pausedOn: localDateOf(pausedAt, timezone), renewsOn }, today);
    return shifted === renewsOn ? { anchorOn, renewsOn } : { anchorOn: shifted, renewsOn: shifted };
  }
  if (status === "past_due" && renewsOn <= today)
    return { anchorOn, renewsOn: renewalAfter(anchorOn, interval, today) };
  return { anchorOn, renewsOn };
}

/** The subscription after a change of status that `canBecome` allows. */
export function changeStatus(
  state: SubscriptionState,
  to: SubscriptionStatus,
  when: When,
): SubscriptionState {
  if (to === "cancelled")
    return { ...state, status: to, renewsOn: null, pausedAt: null, cancelledAt: when.at };
  return { ...state, ...awake(state, when), status: to, pausedAt: to === "paused" ? when.at : null };
}
