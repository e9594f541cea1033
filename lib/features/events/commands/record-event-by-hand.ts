import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { customers } from "@/db/schema";
import { newId } from "@/lib/domain/id";
import { textIn } from "@/lib/domain/program/schema";
import { getVersionAt } from "@/lib/features/programs";
import { defineCommand, execute } from "@/lib/platform/command";
import type { Ctx } from "@/lib/platform/ctx";
import { recordEventByHandSchema } from "../schema";
import { type RecordedEvents, recordEvents } from "./record-events";

/** What an event gave, and why not more, in the rules' names of today. Units as decimal text. */
export type EventByHand = {
  gave: { rule: string | null; asset: string; units: string; pending: boolean }[];
  silent: { rule: string; why: RecordedEvents["refusals"][number]["why"] }[];
  /** Why no rule was asked at all. */
  closed: "not_member" | "blocked" | null;
};

async function closedTo(tx: Tx, ctx: Ctx, customerId: string): Promise<EventByHand["closed"]> {
  const [customer] = await tx
    .select({ enrolledAt: customers.enrolledAt, blockedAt: customers.blockedAt })
    .from(customers)
    .where(and(eq(customers.merchantId, ctx.merchantId), eq(customers.id, customerId)));
  if (customer?.blockedAt) return "blocked";
  return customer?.enrolledAt ? null : "not_member";
}

/**
 * Records what a customer did just now, as staff saw it: a visit to the shop, a review on paper. Answers what it earned, and
 * which rules gave nothing and why.
 * Throws VALIDATION as `recordEvents` does.
 */
export const recordEventByHand = defineCommand({
  name: "events.record-by-hand",
  permission: "events.write",
  input: recordEventByHandSchema,
  async run({ tx, ctx, input: { customerId, type, data } }) {
    const event = {
      externalId: `staff:${newId()}`,
      type,
      customer: { id: customerId },
      occurredAt: ctx.now,
      data,
    };
    const told: RecordedEvents = await execute({ ...ctx, tx }, recordEvents, { events: [event] });
    const live = (await getVersionAt(tx, ctx.merchantId, ctx.now))?.document;
    const ruleName = (wanted: string) => {
      const rule = live?.earningRules.find(({ key }) => key === wanted);
      return textIn(rule?.name ?? {}, "en", live?.locales[0] ?? "en", wanted);
    };
    const result: EventByHand = {
      gave: told.gave.map(({ ruleKey, ...one }) => ({ ...one, rule: ruleKey && ruleName(ruleKey) })),
      silent: told.refusals.map(({ ruleKey, why }) => ({ rule: ruleName(ruleKey), why })),
      closed: await closedTo(tx, ctx, customerId),
    };
    return { result, audit: [] };
  },
});
