import { and, asc, eq, type SQL, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import {
  customers,
  merchants,
  notCancelled,
  programVersions,
  subscriptionChanges,
  subscriptions,
} from "@/db/schema";
import { DomainError, invariant } from "@/lib/domain/errors";
import { newId } from "@/lib/domain/id";
import type { Interval, Plan, ProgramVersion } from "@/lib/domain/program/schema";
import { getVersionAt } from "@/lib/features/programs";
import type { Ctx } from "@/lib/platform/ctx";

export type Subscription = typeof subscriptions.$inferSelect;
/** A subscription with what of its customer and store its rules ask for. */
export type Held = { row: Subscription; customerExternalId: string; blocked: boolean; timezone: string };

/** Locks subscriptions, so that nobody else renews or changes them; who waited reads them as they were left. */
export async function lockSubscriptions(tx: Tx, ctx: Ctx, which: SQL | undefined): Promise<Held[]> {
  const rows = await tx
    .select({
      row: subscriptions,
      customerExternalId: customers.externalId,
      blockedAt: customers.blockedAt,
      timezone: merchants.timezone,
    })
    .from(subscriptions)
    .innerJoin(
      customers,
      and(eq(customers.merchantId, subscriptions.merchantId), eq(customers.id, subscriptions.customerId)),
    )
    .innerJoin(merchants, eq(merchants.id, subscriptions.merchantId))
    .where(and(eq(subscriptions.merchantId, ctx.merchantId), which))
    .orderBy(asc(subscriptions.id))
    .for("update", { of: subscriptions });
  return rows.map(({ blockedAt, ...held }) => ({ ...held, blocked: blockedAt !== null }));
}

/** Stores what of a subscription moved; a new status or plan is kept with the time from which it counts. */
export async function saveSubscription(tx: Tx, before: Subscription, after: Subscription, at: Date) {
  const { merchantId, id } = before;
  await tx
    .update(subscriptions)
    .set(after)
    .where(and(eq(subscriptions.merchantId, merchantId), eq(subscriptions.id, id)));
  if (before.status !== after.status || before.planKey !== after.planKey) await keepChange(tx, after, at);
}

export async function keepChange(tx: Tx, row: Subscription, at: Date, status = row.status) {
  const { merchantId, id: subscriptionId, customerId, planKey, startedAt } = row;
  // Paused or resumed before its start it is so from the start on, after the change by which it begins.
  const from = status !== "cancelled" && at < startedAt ? startedAt : at;
  await tx
    .insert(subscriptionChanges)
    .values({ merchantId, id: newId(), subscriptionId, customerId, at: from, status, planKey });
}

export type PlanAt = { version: ProgramVersion | null; plan: Plan | null; interval: Interval };

/** Finds the plan of a key as it was at a time, and the program it stands in; each time is looked up once. */
export function planFinder(db: Db | Tx, merchantId: string) {
  const versions = new Map<number, Promise<ProgramVersion | null>>();
  function versionAt(at: Date) {
    const known = versions.get(at.getTime()) ?? getVersionAt(db, merchantId, at);
    versions.set(at.getTime(), known);
    return known;
  }
  return async (key: string, at: Date): Promise<PlanAt> => {
    const version = await versionAt(at);
    const plan = version?.document.perks.plans.find((one) => one.key === key) ?? null;
    return { version, plan, interval: plan?.interval ?? (await lastInterval(db, merchantId, key)) };
  };
}

/** The interval that a plan had when a program last knew it: its subscriptions still renew when it is gone. */
async function lastInterval(db: Db | Tx, merchantId: string, key: string): Promise<Interval> {
  const path = sql`jsonb_path_query_first(${programVersions.document},
    '$.perks.plans[*] ? (@.key == $key).interval', jsonb_build_object('key', ${key}::text))`;
  const [row] = await db
    .select({ interval: sql<Interval>`${path}` })
    .from(programVersions)
    .where(and(eq(programVersions.merchantId, merchantId), notCancelled, sql`${path} is not null`))
    .orderBy(sql`${programVersions.effectiveFrom} desc, ${programVersions.number} desc`)
    .limit(1);
  invariant(row, "a subscription's plan was in a program once");
  return row.interval;
}

/** The zone of the merchant. Throws NOT_FOUND. */
export async function timezoneOf(db: Db | Tx, ctx: Ctx): Promise<string> {
  const [merchant] = await db
    .select({ timezone: merchants.timezone })
    .from(merchants)
    .where(eq(merchants.id, ctx.merchantId));
  if (!merchant) throw new DomainError("NOT_FOUND");
  return merchant.timezone;
}

/** What the outside is told whenever a subscription moves. */
export function changedEvent({ row, customerExternalId }: Pick<Held, "row" | "customerExternalId">) {
  const { externalId: subscription, planKey: plan, status, renewsOn, renewals } = row;
  return {
    type: "subscription.changed",
    payload: { subscription, customer: customerExternalId, plan, status, renewsOn, renewals },
  };
}

/** What of a subscription the audit log keeps. */
export function audited({ planKey: plan, status, renewsOn, renewals }: Subscription) {
  return { plan, status, renewsOn, renewals };
}
