import { and, asc, eq, gt, inArray, isNotNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { awards, customers, events, lots, merchants, programVersions } from "@/db/schema";
import { invariant } from "@/lib/domain/errors";
import { type CustomerFact, onceTriggers } from "@/lib/domain/events/facts";
import type { AwaitingLot } from "@/lib/domain/events/plan-facts";
import { newId } from "@/lib/domain/id";
import type { Ctx } from "@/lib/platform/ctx";

/** The merchant's zone. */
export async function zoneOf(tx: Tx, ctx: Ctx): Promise<string> {
  const [merchant] = await tx
    .select({ timezone: merchants.timezone })
    .from(merchants)
    .where(eq(merchants.id, ctx.merchantId));
  invariant(merchant, "the context names an existing merchant");
  return merchant.timezone;
}

export type FactCustomer = Awaited<ReturnType<typeof holdCustomers>>[number];

/** The customers of facts, held until the transaction ends; by id, so that two who hold the same ones wait. */
export function holdCustomers(tx: Tx, ctx: Ctx, ids: readonly string[]) {
  return tx
    .select({
      id: customers.id,
      externalId: customers.externalId,
      enrolledAt: customers.enrolledAt,
      blockedAt: customers.blockedAt,
    })
    .from(customers)
    .where(and(eq(customers.merchantId, ctx.merchantId), inArray(customers.id, [...ids])))
    .orderBy(asc(customers.id))
    .for("update");
}

/** Stores the facts; gives those that are new. What is told under an id that is known is left to the caller. */
export async function storeFacts(
  tx: Tx,
  ctx: Ctx,
  facts: readonly CustomerFact[],
  batchId: string | undefined,
): Promise<CustomerFact[]> {
  const rows = [...facts].sort((a, b) => (a.externalId < b.externalId ? -1 : 1));
  const stored = await tx
    .insert(events)
    .values(
      rows.map(({ externalId, customerId, trigger, at, data }) => ({
        merchantId: ctx.merchantId,
        id: newId(),
        externalId,
        customerId,
        type: trigger,
        occurredAt: at,
        data,
        recordedAt: ctx.now,
        batchId,
      })),
    )
    .onConflictDoNothing()
    .returning({ externalId: events.externalId });
  const fresh = new Set(stored.map(({ externalId }) => externalId));
  return facts.filter(({ externalId }) => fresh.delete(externalId));
}

const onceName = (fact: { customerId: string; type: string }) => `${fact.customerId} ${fact.type}`;

/** Those of new facts that count: what counts once in a lifetime must not have been stored before. */
export async function withoutRepeats(tx: Tx, ctx: Ctx, fresh: CustomerFact[]): Promise<CustomerFact[]> {
  const once = fresh.filter(({ trigger }) => onceTriggers.includes(trigger));
  if (once.length === 0) return fresh;
  const rows = await tx
    .select({ customerId: events.customerId, type: events.type, externalId: events.externalId })
    .from(events)
    .where(
      and(
        eq(events.merchantId, ctx.merchantId),
        inArray(
          events.customerId,
          once.map(({ customerId }) => customerId),
        ),
        inArray(events.type, [...onceTriggers]),
      ),
    );
  const own = new Set(fresh.map(({ externalId }) => externalId));
  const seen = new Set(rows.flatMap((row) => (own.has(row.externalId) ? [] : [onceName(row)])));
  return fresh.filter(({ customerId, trigger }) => {
    if (!onceTriggers.includes(trigger)) return true;
    const name = onceName({ customerId, type: trigger });
    const isFirst = !seen.has(name);
    seen.add(name);
    return isFirst;
  });
}

/** Pending units of these customers that await one of these facts, by customer. */
export async function loadAwaiting(
  tx: Tx,
  ctx: Ctx,
  facts: readonly CustomerFact[],
): Promise<Map<string, AwaitingLot[]>> {
  const rows = await tx
    .select({
      lotId: lots.id,
      customerId: lots.customerId,
      asset: lots.asset,
      awaits: lots.awaits,
      occurredAt: lots.occurredAt,
      voidOn: lots.voidOn,
      ruleKey: awards.ruleKey,
      document: programVersions.document,
    })
    .from(lots)
    .innerJoin(
      awards,
      and(eq(awards.merchantId, lots.merchantId), eq(awards.transactionId, lots.transactionId)),
    )
    .innerJoin(
      programVersions,
      and(
        eq(programVersions.merchantId, awards.merchantId),
        eq(programVersions.number, awards.programVersion),
      ),
    )
    .where(
      and(
        eq(lots.merchantId, ctx.merchantId),
        inArray(
          lots.customerId,
          facts.map(({ customerId }) => customerId),
        ),
        gt(lots.remaining, 0n),
        eq(lots.isPending, true),
        inArray(lots.awaits, [...new Set(facts.map(({ trigger }) => trigger))]),
      ),
    )
    .orderBy(asc(lots.occurredAt), asc(lots.id));
  const waiting = rows.flatMap(({ awaits, ...lot }) => (awaits === null ? [] : [{ ...lot, awaits }]));
  return Map.groupBy(waiting, ({ customerId }) => customerId);
}

/** The assets of which customers hold lots that live on with activity. */
export async function loadSlidingAssets(
  tx: Tx,
  ctx: Ctx,
  customerIds: readonly string[],
): Promise<Map<string, string[]>> {
  const rows = await tx
    .selectDistinct({ customerId: lots.customerId, asset: lots.asset })
    .from(lots)
    .where(
      and(
        eq(lots.merchantId, ctx.merchantId),
        inArray(lots.customerId, [...customerIds]),
        gt(lots.remaining, 0n),
        isNotNull(lots.slides),
        isNotNull(lots.expiresOn),
      ),
    );
  const byCustomer = Map.groupBy(rows, ({ customerId }) => customerId);
  return new Map([...byCustomer].map(([id, held]) => [id, held.map(({ asset }) => asset)]));
}
