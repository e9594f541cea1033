import type { Tx } from "@/db/client";
import { subscriptionRenewals } from "@/db/schema";
import { invariant } from "@/lib/domain/errors";
import { ownFact } from "@/lib/domain/events/facts";
import type { Credit, Grant } from "@/lib/domain/ledger/posting";
import { nextRenewal, renewalGifts } from "@/lib/domain/perks/renewal";
import { giftEvent, giftPosting } from "@/lib/domain/rewards/gift";
import { localDateOf, midnightOf } from "@/lib/domain/time";
import { awardFacts } from "@/lib/features/earning";
import { newRewardCode } from "@/lib/platform/codes";
import type { Ctx } from "@/lib/platform/ctx";
import { type AuditEntry, ledgerPost, type OutboxEvent } from "@/lib/platform/ledger-post";
import { audited, changedEvent, type Held, type PlanAt, planFinder, saveSubscription } from "./store";

type Noted = { audit: AuditEntry[]; events: OutboxEvent[] };

/** The time of a renewal: the midnight it was due, however late it is done; now for one that comes before it. */
function timeOf({ row, timezone }: Held, now: Date): Date {
  invariant(row.renewsOn, "a subscription that is renewed has a date to be");
  const due = midnightOf(row.renewsOn, timezone);
  return due < now ? due : now;
}

/** What the plan gives for the next renewal, as postings; a blocked customer gets nothing, nor does a plan that is gone. */
function givenFor(held: Held, { version, plan }: PlanAt, at: Date) {
  const { row, timezone } = held;
  const number = row.renewals + 1;
  if (!version || !plan || held.blocked) return { number, postings: [], costMinor: 0n };
  const { gifts, costMinor } = renewalGifts(plan, number);
  const postings = gifts.map((gift): Credit | Grant =>
    giftPosting(gift, {
      key: `subscription:${row.id}:${gift.type === "points" ? `renewal:${number}` : `gift:${number}:${gift.reward}`}`,
      customerId: row.customerId,
      at,
      timezone,
      version,
      reason: { code: "perk", sourceType: "subscription", sourceId: row.externalId },
      trace: { plan: plan.key, renewal: number },
      newCode: newRewardCode,
    }),
  );
  return { number, postings, costMinor };
}

async function renewOne(tx: Tx, ctx: Ctx, held: Held, find: ReturnType<typeof planFinder>) {
  const { row } = held;
  const at = timeOf(held, ctx.now);
  const planAt = await find(row.planKey, at);
  invariant(row.renewsOn, "a subscription that is renewed has a date to be");
  const { number, postings, costMinor } = givenFor(held, planAt, at);
  const rewards = postings.flatMap((one) => (one.op === "grant" ? [one.redemption.rewardKey] : []));
  const points = postings.reduce((sum, one) => (one.op === "credit" ? sum + one.amount : sum), 0n);
  await tx.insert(subscriptionRenewals).values({
    merchantId: ctx.merchantId,
    subscriptionId: row.id,
    number,
    renewedOn: row.renewsOn,
    renewedAt: at,
    customerId: row.customerId,
    planKey: row.planKey,
    points,
    gifts: rewards,
    costMinor,
  });
  const next = nextRenewal({ anchorOn: row.anchorOn, renewsOn: row.renewsOn }, planAt.interval);
  const after = { ...held, row: { ...row, ...next, renewals: number } };
  await saveSubscription(tx, row, after.row, at);
  const given = { number, points: points.toString(), gifts: rewards };
  const audit: AuditEntry = {
    action: "subscription.renew",
    subjectType: "subscription",
    subjectId: row.id,
    before: audited(row),
    after: { ...audited(after.row), ...given },
  };
  return {
    after,
    postings,
    fact: ownFact({
      key: `subscription:${row.id}:renewed:${number}`,
      customerId: row.customerId,
      trigger: "subscription.renewed",
      at,
      data: { plan: row.planKey, renewal: number },
      source: { sourceType: "subscription", sourceId: row.externalId },
    }),
    noted: {
      audit: [audit],
      events: [
        changedEvent(after),
        ...postings.map((posting) => giftEvent(posting, after.customerExternalId)),
      ],
    },
  };
}

/**
 * Renews locked, active subscriptions once each: a row per period, what the plan and the rules for renewals give by the
 * program of the renewal's own time, and the next date. All of it is posted at once; the caller keeps what is `noted`.
 */
export async function renewEach(tx: Tx, ctx: Ctx, held: Held[]): Promise<{ after: Held[]; noted: Noted }> {
  const find = planFinder(tx, ctx.merchantId);
  const renewed = [];
  for (const one of held) renewed.push(await renewOne(tx, ctx, one, find));
  const postings = renewed.flatMap((one) => one.postings);
  if (postings.length > 0) await ledgerPost(tx, ctx, { postings });
  await awardFacts(
    tx,
    ctx,
    renewed.map((one) => one.fact),
  );
  return {
    after: renewed.map((one) => one.after),
    noted: {
      audit: renewed.flatMap((one) => one.noted.audit),
      events: renewed.flatMap((one) => one.noted.events),
    },
  };
}

export function isDue({ row, timezone }: Held, now: Date): boolean {
  return row.status === "active" && row.renewsOn !== null && row.renewsOn <= localDateOf(now, timezone);
}

/**
 * Renews what was due by a time and the midnight work has not come to yet, so that a change at that time counts from a
 * subscription as it should be.
 */
export async function catchUp(
  tx: Tx,
  ctx: Ctx,
  held: Held,
  by: Date = ctx.now,
): Promise<{ held: Held; noted: Noted }> {
  const noted: Noted = { audit: [], events: [] };
  let now = held;
  while (isDue(now, by)) {
    const renewed = await renewEach(tx, ctx, [now]);
    const [after] = renewed.after;
    invariant(after, "what was renewed comes back");
    now = after;
    noted.audit.push(...renewed.noted.audit);
    noted.events.push(...renewed.noted.events);
  }
  return { held: now, noted };
}
