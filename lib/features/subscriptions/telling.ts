import { DomainError } from "@/lib/domain/errors";
import type { ToldSubscription } from "@/lib/domain/perks/types";
import { parseInstant } from "@/lib/domain/time";
import { contentHash } from "@/lib/platform/json";
import type { RecordSubscriptionInput } from "./schema";

/** What was told of a subscription, its times read in the store's zone. */
export type Telling = {
  told: ToldSubscription;
  startedAt: Date | null;
  cancelledAt: Date | null;
  updatedAt: Date | null;
};

function readTime(field: string, value: string | undefined, timezone: string): Date | null {
  if (value === undefined) return null;
  const at = parseInstant(value, timezone);
  if (!at) throw new DomainError("VALIDATION", "not_a_time", {}, { [field]: "not_a_time" });
  return at;
}

/** Reads a telling; a time of cancelling says that it is cancelled. Throws VALIDATION. */
export function readTelling(input: RecordSubscriptionInput, timezone: string): Telling {
  const startedAt = readTime("startedAt", input.startedAt, timezone);
  const cancelledAt = readTime("cancelledAt", input.cancelledAt, timezone);
  const updatedAt = readTime("updatedAt", input.updatedAt, timezone);
  const status = input.status ?? (cancelledAt ? "cancelled" : undefined);
  if (cancelledAt && status !== "cancelled")
    throw new DomainError("VALIDATION", "not_cancelled", {}, { cancelledAt: "not_cancelled" });
  const told: ToldSubscription = {
    plan: input.plan,
    ...(status ? { status } : {}),
    ...(startedAt ? { startedAt: startedAt.toISOString() } : {}),
    ...(input.renewsOn ? { renewsOn: input.renewsOn } : {}),
    ...(cancelledAt ? { cancelledAt: cancelledAt.toISOString() } : {}),
  };
  return { told, startedAt, cancelledAt, updatedAt };
}

/**
 * What is said now and was not said before. A shop that repeats itself has no news, whatever was changed here meanwhile.
 */
export function newsOf(told: ToldSubscription, before: ToldSubscription): ToldSubscription {
  const known = new Map<string, unknown>(Object.entries(before));
  return Object.fromEntries(
    Object.entries(told).filter(([field, value]) => contentHash([known.get(field)]) !== contentHash([value])),
  );
}
