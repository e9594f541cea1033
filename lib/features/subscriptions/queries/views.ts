import { and, asc, desc, eq, inArray } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { subscriptionChanges, subscriptionRenewals, subscriptions } from "@/db/schema";
import { nextGift } from "@/lib/domain/perks/renewal";
import { actionsFor } from "@/lib/domain/perks/transitions";
import { isComing, type SubscriptionAction, type SubscriptionStatus } from "@/lib/domain/perks/types";
import type { LocalizedText, Plan, ProgramDocument } from "@/lib/domain/program/schema";
import type { LocalDate } from "@/lib/domain/time";
import { getVersionAt } from "@/lib/features/programs";
import type { Ctx } from "@/lib/platform/ctx";

/** Steps of the past that are shown of one customer's subscriptions. */
const MAX_STEPS = 200;

type NamedReward = { key: string; name: LocalizedText };

/** Something that happened to a subscription. */
export type SubscriptionStep =
  | {
      step: "renewed";
      at: Date;
      /** 1 for the first renewal. */
      number: number;
      /** Local date it was due. */
      on: LocalDate;
      points: bigint;
      gifts: NamedReward[];
    }
  | { step: "status"; at: Date; status: SubscriptionStatus; planKey: string };

export type SubscriptionView = {
  id: string;
  externalId: string;
  planKey: string;
  /** The plan as the live program has it; null when it has it no more. */
  plan: Plan | null;
  status: SubscriptionStatus;
  startedAt: Date;
  /** Whether it is to begin only at `startedAt`, and gives nothing until then. */
  coming: boolean;
  /** Local date of the next renewal; while paused, the one that was next. Null once cancelled. */
  renewsOn: LocalDate | null;
  pausedAt: Date | null;
  cancelledAt: Date | null;
  renewals: number;
  nextGift: { renewal: number; reward: NamedReward } | null;
  /** What the reader may do with it. */
  actions: SubscriptionAction[];
  /** Latest first. */
  history: SubscriptionStep[];
};

function stepsOf(db: Db | Tx, ctx: Ctx, ids: string[]) {
  const changes = db
    .select({
      subscriptionId: subscriptionChanges.subscriptionId,
      at: subscriptionChanges.at,
      status: subscriptionChanges.status,
      planKey: subscriptionChanges.planKey,
    })
    .from(subscriptionChanges)
    .where(
      and(
        eq(subscriptionChanges.merchantId, ctx.merchantId),
        inArray(subscriptionChanges.subscriptionId, ids),
      ),
    )
    .orderBy(desc(subscriptionChanges.at), desc(subscriptionChanges.id))
    .limit(MAX_STEPS);
  const renewals = db
    .select({
      subscriptionId: subscriptionRenewals.subscriptionId,
      at: subscriptionRenewals.renewedAt,
      number: subscriptionRenewals.number,
      on: subscriptionRenewals.renewedOn,
      points: subscriptionRenewals.points,
      gifts: subscriptionRenewals.gifts,
    })
    .from(subscriptionRenewals)
    .where(
      and(
        eq(subscriptionRenewals.merchantId, ctx.merchantId),
        inArray(subscriptionRenewals.subscriptionId, ids),
      ),
    )
    .orderBy(desc(subscriptionRenewals.renewedAt), desc(subscriptionRenewals.number))
    .limit(MAX_STEPS);
  return Promise.all([changes, renewals]);
}

function namedReward(program: ProgramDocument | undefined, key: string): NamedReward {
  return { key, name: program?.rewards.find((reward) => reward.key === key)?.name ?? {} };
}

function historyOf(
  [changes, renewals]: Awaited<ReturnType<typeof stepsOf>>,
  program: ProgramDocument | undefined,
  id: string,
): SubscriptionStep[] {
  const steps: SubscriptionStep[] = [
    ...renewals
      .filter(({ subscriptionId }) => subscriptionId === id)
      .map(({ subscriptionId: _, gifts, ...renewal }) => ({
        step: "renewed" as const,
        ...renewal,
        gifts: gifts.map((key) => namedReward(program, key)),
      })),
    ...changes
      .filter(({ subscriptionId }) => subscriptionId === id)
      .map(({ subscriptionId: _, ...change }) => ({ step: "status" as const, ...change })),
  ];
  return steps.sort((a, b) => b.at.getTime() - a.at.getTime());
}

/** A customer's subscriptions with all that is shown of them, the latest first. */
export async function loadViews(
  db: Db | Tx,
  ctx: Ctx,
  customerId: string,
  by: "staff" | "customer",
): Promise<SubscriptionView[]> {
  const rows = await db
    .select()
    .from(subscriptions)
    .where(and(eq(subscriptions.merchantId, ctx.merchantId), eq(subscriptions.customerId, customerId)))
    .orderBy(desc(subscriptions.startedAt), asc(subscriptions.id));
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const [version, steps] = await Promise.all([
    getVersionAt(db, ctx.merchantId, ctx.now),
    stepsOf(db, ctx, ids),
  ]);
  const program = version?.document;
  return rows.map((row) => {
    const { id, externalId, planKey, status, startedAt, renewsOn, pausedAt, cancelledAt, renewals } = row;
    const plan = program?.perks.plans.find(({ key }) => key === planKey) ?? null;
    const gift = plan && status !== "cancelled" ? nextGift(plan, renewals) : null;
    return {
      ...{ id, externalId, planKey, plan, status, startedAt, renewsOn, pausedAt, cancelledAt, renewals },
      coming: isComing(row, ctx.now),
      nextGift: gift && { renewal: gift.renewal, reward: namedReward(program, gift.reward) },
      actions: actionsFor(status, by),
      history: historyOf(steps, program, id),
    };
  });
}
