import { eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { subscriptions } from "@/db/schema";
import { DomainError, invariant } from "@/lib/domain/errors";
import { newId } from "@/lib/domain/id";
import { firstRenewal } from "@/lib/domain/perks/renewal";
import type { Plan } from "@/lib/domain/program/schema";
import { localDateOf } from "@/lib/domain/time";
import { customerNamed } from "@/lib/features/customers";
import { getVersionAt } from "@/lib/features/programs";
import { defineCommand, type Outcome } from "@/lib/platform/command";
import type { Ctx } from "@/lib/platform/ctx";
import { enrolSubscriber, subscriberOf } from "../customer";
import { catchUp } from "../renewing";
import { type RecordSubscriptionInput, recordSubscriptionSchema, takeSubscriptionSchema } from "../schema";
import {
  audited,
  changedEvent,
  type Held,
  keepChange,
  lockSubscriptions,
  type Subscription,
  saveSubscription,
  timezoneOf,
} from "../store";
import { newsOf, readTelling, type Telling } from "../telling";
import { timeOfNews, withNews } from "../with-news";

export type RecordedSubscription = {
  subscriptionId: string;
  externalId: string;
  outcome: "created" | "updated" | "unchanged";
};

/** The plan of the live program that somebody can subscribe to. */
async function openPlan(tx: Tx, ctx: Ctx, key: string): Promise<Plan> {
  const live = await getVersionAt(tx, ctx.merchantId, ctx.now);
  const plan = live?.document.perks.plans.find((one) => one.key === key);
  const params = { plan: key };
  if (!plan) throw new DomainError("VALIDATION", "plan_unknown", params, { plan: "plan_unknown" });
  if (!plan.active) throw new DomainError("PRECONDITION", "plan_inactive", params, { plan: "plan_inactive" });
  return plan;
}

/** The row of a subscription that is told for the first time. */
function newRow(
  ctx: Ctx,
  input: RecordSubscriptionInput,
  telling: Telling,
  at: { plan: Plan; customerId: string; timezone: string },
): Subscription {
  const { merchantId, now } = ctx;
  const { startedAt, cancelledAt, told, updatedAt: shopUpdatedAt } = telling;
  const id = newId();
  const start = startedAt ?? now;
  const today = localDateOf(now, at.timezone);
  const { anchorOn, renewsOn, renewals } = firstRenewal(localDateOf(start, at.timezone), at.plan.interval, {
    renewsOn: input.renewsOn,
    today,
  });
  const status = told.status ?? "active";
  return {
    merchantId,
    id,
    externalId: input.externalId ?? id,
    customerId: at.customerId,
    planKey: at.plan.key,
    status,
    startedAt: start,
    anchorOn,
    renewsOn: status === "cancelled" ? null : renewsOn,
    renewals,
    pausedAt: status === "paused" ? now : null,
    cancelledAt: status === "cancelled" ? (cancelledAt ?? now) : null,
    told,
    shopUpdatedAt,
    batchId: input.batchId ?? null,
    recordedAt: now,
  };
}

/** Stores a new subscription; null if somebody else has just told of it. */
async function create(
  tx: Tx,
  ctx: Ctx,
  input: RecordSubscriptionInput,
  telling: Telling & { timezone: string },
): Promise<Outcome<RecordedSubscription> | null> {
  const plan = await openPlan(tx, ctx, input.plan);
  const customer = await subscriberOf(tx, ctx, { ...input, startedAt: telling.startedAt ?? ctx.now });
  const row = newRow(ctx, input, telling, { plan, customerId: customer.id, timezone: telling.timezone });
  const stored = await tx.insert(subscriptions).values(row).onConflictDoNothing().returning({
    id: subscriptions.id,
  });
  if (stored.length === 0) return null;
  await keepChange(tx, row, row.startedAt, "active");
  if (row.status !== "active") await keepChange(tx, row, row.cancelledAt ?? ctx.now);
  if (row.status === "active")
    await enrolSubscriber(tx, ctx, customer, { silent: input.batchId !== undefined });
  const after = { customerId: row.customerId, externalId: row.externalId, ...audited(row) };
  return {
    result: { subscriptionId: row.id, externalId: row.externalId, outcome: "created" },
    audit: [{ action: "subscription.create", subjectType: "subscription", subjectId: row.id, after }],
    events: [changedEvent({ row, customerExternalId: customer.externalId })],
  };
}

function refuseOther({ row, customerExternalId }: Held, input: RecordSubscriptionInput): void {
  const same = input.customerId
    ? input.customerId === row.customerId
    : input.customerExternalId === customerExternalId;
  if (!same)
    throw new DomainError(
      "CONFLICT",
      "subscription_of_another",
      {},
      { externalId: "subscription_of_another" },
    );
}

/** What a telling makes of a subscription that is known. */
async function update(
  tx: Tx,
  ctx: Ctx,
  locked: Held,
  input: RecordSubscriptionInput,
  telling: Telling,
): Promise<Outcome<RecordedSubscription>> {
  refuseOther(locked, input);
  const { id: subscriptionId, externalId, shopUpdatedAt, told: saidBefore } = locked.row;
  const result = (outcome: RecordedSubscription["outcome"]) => ({ subscriptionId, externalId, outcome });
  const news = newsOf(telling.told, saidBefore);
  const isOld = shopUpdatedAt && telling.updatedAt && telling.updatedAt < shopUpdatedAt;
  if (isOld || Object.keys(news).length === 0) return { result: result("unchanged"), audit: [] };
  if (news.plan && news.plan !== locked.row.planKey) await openPlan(tx, ctx, news.plan);

  const at = timeOfNews(news, ctx.now);
  const { held, noted } = await catchUp(tx, ctx, locked, at);
  const before = held.row;
  const row = await withNews(tx, ctx, held, { news, at });
  const after = {
    ...row,
    told: { ...saidBefore, ...telling.told },
    shopUpdatedAt: telling.updatedAt ?? shopUpdatedAt,
  };
  await saveSubscription(tx, before, after, at);
  if (JSON.stringify(audited(before)) === JSON.stringify(audited(after)))
    return { result: result("unchanged"), ...noted };
  const change = { before: audited(before), after: audited(after) };
  return {
    result: result("updated"),
    audit: [
      ...noted.audit,
      { action: "subscription.update", subjectType: "subscription", subjectId: subscriptionId, ...change },
    ],
    events: [...noted.events, changedEvent({ ...held, row: after })],
  };
}

async function record(
  tx: Tx,
  ctx: Ctx,
  input: RecordSubscriptionInput,
): Promise<Outcome<RecordedSubscription>> {
  const timezone = await timezoneOf(tx, ctx);
  const telling = readTelling(input, timezone);
  const known = () =>
    input.externalId ? lockSubscriptions(tx, ctx, eq(subscriptions.externalId, input.externalId)) : [];
  const [held] = await known();
  if (held) return update(tx, ctx, held, input, telling);
  const created = await create(tx, ctx, input, { ...telling, timezone });
  if (created) return created;
  const [meanwhile] = await known();
  invariant(meanwhile, "a subscription that is in the way is there");
  return update(tx, ctx, meanwhile, input, telling);
}

/**
 * Records what a shop, a file or staff says of a subscription: a new one is made, a known one (by external id) follows
 * what is news. Telling the same again changes nothing, nor does older news; a change of status follows the same rules
 * as one by hand. Periods before a subscription was first told of are counted and not made up. A customer whom the shop
 * names for the first time is made. Throws NOT_FOUND (customer), VALIDATION (`plan_unknown`, `not_a_time`,
 * `not_cancelled`), CONFLICT (`subscription_of_another`) or PRECONDITION (`plan_inactive` for a new subscription,
 * `subscription_cancelled`).
 */
export const recordSubscription = defineCommand({
  name: "subscriptions.record",
  permission: "subscriptions.write",
  input: recordSubscriptionSchema,
  async run({ tx, ctx, input }) {
    const { result, audit, events } = await record(tx, ctx, input);
    return input.batchId ? { result, audit: [] } : { result, audit, ...(events ? { events } : {}) };
  },
});

/** Records a new subscription of a customer who is known. Throws NOT_FOUND (`customer_unknown`), and as `recordSubscription`. */
export const takeSubscription = defineCommand({
  name: "subscriptions.take",
  permission: "subscriptions.write",
  input: takeSubscriptionSchema,
  async run({ tx, ctx, input: { customer, ...told } }) {
    const { id: customerId } = await customerNamed(tx, ctx, customer);
    return record(tx, ctx, { customerId, ...told });
  },
});
