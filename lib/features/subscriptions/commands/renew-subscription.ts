import { and, asc, eq, inArray, lte } from "drizzle-orm";
import { subscriptions } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import { defineCommand } from "@/lib/platform/command";
import { catchUp, renewEach } from "../renewing";
import { renewDueSchema, renewSubscriptionSchema } from "../schema";
import { lockSubscriptions } from "../store";

/** Subscriptions renewed in one transaction. */
const PER_BATCH = 200;

export type Renewed = { subscriptionId: string; renewals: number; outcome: "renewed" | "unchanged" };

/**
 * Takes in that the shop renewed a period (`number` 1 for the first): gives what the plan promises for it, exactly once.
 * A period that was renewed before changes nothing. Throws NOT_FOUND, or PRECONDITION (`subscription_not_active`,
 * `subscription_not_started`; `renewal_not_next`, with the number that is).
 */
export const renewSubscription = defineCommand({
  name: "subscriptions.renew",
  permission: "subscriptions.write",
  input: renewSubscriptionSchema,
  async run({ tx, ctx, input: { subscriptionId, externalId, number } }) {
    const which = subscriptionId
      ? eq(subscriptions.id, subscriptionId)
      : eq(subscriptions.externalId, externalId ?? "");
    const [locked] = await lockSubscriptions(tx, ctx, which);
    if (!locked) throw new DomainError("NOT_FOUND");
    const { held, noted } = await catchUp(tx, ctx, locked);
    const result = (renewals: number, outcome: Renewed["outcome"]): Renewed => ({
      subscriptionId: held.row.id,
      renewals,
      outcome,
    });
    if (number <= held.row.renewals) {
      const outcome = number > locked.row.renewals ? "renewed" : "unchanged";
      return { result: result(held.row.renewals, outcome), ...noted };
    }
    if (held.row.status !== "active") throw new DomainError("PRECONDITION", "subscription_not_active");
    if (held.row.startedAt > ctx.now) throw new DomainError("PRECONDITION", "subscription_not_started");
    if (number > held.row.renewals + 1)
      throw new DomainError("PRECONDITION", "renewal_not_next", { next: held.row.renewals + 1 });
    const renewed = await renewEach(tx, ctx, [held]);
    return {
      result: result(number, "renewed"),
      audit: [...noted.audit, ...renewed.noted.audit],
      events: [...noted.events, ...renewed.noted.events],
    };
  },
});

/**
 * Renews active subscriptions that are due on a local date or were before, some hundred at a time; `more` while there may
 * be others. Safe to repeat and to run twice at once: who comes second waits, and finds them renewed.
 */
export const renewDueSubscriptions = defineCommand({
  name: "subscriptions.renew-due",
  permission: "day.run",
  input: renewDueSchema,
  async run({ tx, ctx, input: { on } }) {
    const due = and(eq(subscriptions.status, "active"), lte(subscriptions.renewsOn, on));
    const found = await tx
      .select({ id: subscriptions.id })
      .from(subscriptions)
      .where(and(eq(subscriptions.merchantId, ctx.merchantId), due))
      .orderBy(asc(subscriptions.renewsOn), asc(subscriptions.id))
      .limit(PER_BATCH);
    const ids = found.map(({ id }) => id);
    const held =
      ids.length > 0 ? await lockSubscriptions(tx, ctx, and(inArray(subscriptions.id, ids), due)) : [];
    const { noted } = await renewEach(tx, ctx, held);
    return { result: { renewed: held.length, more: ids.length > 0 }, ...noted };
  },
});
