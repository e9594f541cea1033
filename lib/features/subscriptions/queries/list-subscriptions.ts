import { and, eq, or, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { customers, subscriptions } from "@/db/schema";
import { isComing, type SubscriptionStatus } from "@/lib/domain/perks/types";
import { byIdentity } from "@/lib/features/customers";
import type { Ctx } from "@/lib/platform/ctx";
import { keyset } from "@/lib/platform/keyset";
import { identified } from "@/lib/platform/mask";
import { defineQuery } from "@/lib/platform/query";
import { listSubscriptionsSchema } from "../schema";

function bySearch(ctx: Ctx, search: string): SQL | undefined {
  if (!search) return undefined;
  return or(eq(subscriptions.externalId, search), eq(customers.externalId, search), byIdentity(ctx, search));
}

/**
 * A page of subscriptions, the latest started first. The search text is an id of a subscription or customer, a name or
 * the start of an e-mail; staff who may not identify customers get masked rows and find by ids only.
 */
export const listSubscriptions = defineQuery({
  name: "subscriptions.list",
  permission: "subscriptions.read",
  input: listSubscriptionsSchema,
  async run({ db, ctx, input }) {
    const ordering = { value: subscriptions.startedAt, type: "timestamptz", id: subscriptions.id } as const;
    const list = keyset(ordering, input.cursor, input.limit);
    const found = await db
      .select({
        cursorKey: list.cursorKey,
        id: subscriptions.id,
        externalId: subscriptions.externalId,
        customerId: subscriptions.customerId,
        customerExternalId: customers.externalId,
        name: customers.name,
        email: customers.email,
        planKey: subscriptions.planKey,
        status: subscriptions.status,
        startedAt: subscriptions.startedAt,
        renewsOn: subscriptions.renewsOn,
        renewals: subscriptions.renewals,
      })
      .from(subscriptions)
      .innerJoin(
        customers,
        and(eq(customers.merchantId, subscriptions.merchantId), eq(customers.id, subscriptions.customerId)),
      )
      .where(
        and(
          eq(subscriptions.merchantId, ctx.merchantId),
          input.status ? eq(subscriptions.status, input.status) : undefined,
          input.plan ? eq(subscriptions.planKey, input.plan) : undefined,
          bySearch(ctx, input.search),
          list.where,
        ),
      )
      .orderBy(...list.orderBy)
      .limit(list.limit);
    const { rows, ...cursors } = list.page(found);
    return {
      ...cursors,
      rows: rows.map((row) => ({ ...identified(ctx.actor, row), coming: isComing(row, ctx.now) })),
    };
  },
});

export type SubscriptionRow = Awaited<ReturnType<typeof listSubscriptions.run>>["rows"][number];

function countOf(status: SubscriptionStatus) {
  return sql<number>`count(*) filter (where ${subscriptions.status} = ${status})::int`;
}

/** How many subscriptions each plan has, by status; a plan without any is left out. */
export const countSubscribers = defineQuery({
  name: "subscriptions.count",
  permission: "subscriptions.read",
  input: z.strictObject({}),
  run({ db, ctx }) {
    return db
      .select({
        planKey: subscriptions.planKey,
        active: countOf("active"),
        paused: countOf("paused"),
        pastDue: countOf("past_due"),
        cancelled: countOf("cancelled"),
      })
      .from(subscriptions)
      .where(eq(subscriptions.merchantId, ctx.merchantId))
      .groupBy(subscriptions.planKey);
  },
});

export type Subscribers = Awaited<ReturnType<typeof countSubscribers.run>>[number];
