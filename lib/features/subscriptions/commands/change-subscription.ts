import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { subscriptions } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import { actionsFor, changeStatus, statusAfter } from "@/lib/domain/perks/transitions";
import type { SubscriptionAction, SubscriptionStatus } from "@/lib/domain/perks/types";
import { ownCustomerId } from "@/lib/features/rewards";
import { defineCommand, type Outcome } from "@/lib/platform/command";
import type { Ctx } from "@/lib/platform/ctx";
import { catchUp } from "../renewing";
import { changeSubscriptionSchema } from "../schema";
import { audited, changedEvent, lockSubscriptions, planFinder, saveSubscription } from "../store";

export type ChangedSubscription = {
  subscriptionId: string;
  status: SubscriptionStatus;
  renewsOn: string | null;
  outcome: "changed" | "unchanged";
};

async function change(
  tx: Tx,
  ctx: Ctx,
  input: { subscriptionId: string; action: SubscriptionAction },
  ownerId?: string,
): Promise<Outcome<ChangedSubscription>> {
  const own = ownerId ? eq(subscriptions.customerId, ownerId) : undefined;
  const [locked] = await lockSubscriptions(tx, ctx, and(eq(subscriptions.id, input.subscriptionId), own));
  if (!locked) throw new DomainError("NOT_FOUND");
  const { held, noted } = await catchUp(tx, ctx, locked);
  const { row: before, timezone } = held;
  const to = statusAfter[input.action];
  const result = { subscriptionId: before.id, status: to, renewsOn: before.renewsOn };
  if (before.status === to) return { result: { ...result, outcome: "unchanged" }, ...noted };
  if (!actionsFor(before.status, ownerId ? "customer" : "staff").includes(input.action))
    throw new DomainError("PRECONDITION", `subscription_${before.status}`);
  const { interval } = await planFinder(tx, ctx.merchantId)(before.planKey, ctx.now);
  const after = { ...before, ...changeStatus(before, to, { at: ctx.now, timezone, interval }) };
  await saveSubscription(tx, before, after, ctx.now);
  return {
    result: { ...result, renewsOn: after.renewsOn, outcome: "changed" },
    audit: [
      ...noted.audit,
      {
        action: `subscription.${input.action}`,
        subjectType: "subscription",
        subjectId: before.id,
        before: audited(before),
        after: audited(after),
      },
    ],
    events: [...noted.events, changedEvent({ ...held, row: after })],
  };
}

/**
 * Pauses, resumes or cancels a subscription. A pause keeps what is left of the period; what was missed while a payment
 * was past due is not made up. Done before, it changes nothing. Throws NOT_FOUND, or PRECONDITION
 * (`subscription_cancelled`, `subscription_past_due`, `subscription_paused`) for what its status does not allow.
 */
export const changeSubscription = defineCommand({
  name: "subscriptions.change",
  permission: "subscriptions.write",
  input: changeSubscriptionSchema,
  run: ({ tx, ctx, input }) => change(tx, ctx, input),
});

/** The same by the customer; somebody else's subscription is NOT_FOUND, and one past due can only be cancelled. */
export const changeOwnSubscription = defineCommand({
  name: "subscriptions.change-own",
  permission: "self.write",
  input: changeSubscriptionSchema,
  run: ({ tx, ctx, input }) => change(tx, ctx, input, ownCustomerId(ctx)),
});
