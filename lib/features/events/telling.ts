import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { customers, events } from "@/db/schema";
import type { CustomerFact } from "@/lib/domain/events/facts";
import { type EventFault, readEvent } from "@/lib/domain/events/told-event";
import { newId } from "@/lib/domain/id";
import type { ProgramVersion, Trigger } from "@/lib/domain/program/schema";
import { versionAt } from "@/lib/domain/program/versions";
import type { Ctx } from "@/lib/platform/ctx";
import { contentHash } from "@/lib/platform/json";
import type { ToldEvent } from "./schema";

/** How far ahead of ours the clock of a sender may be. */
const CLOCK_SKEW_MS = 5 * 60_000;

/** Why one event is not taken: its field, and a key below `errors.field`. */
export type Fault = {
  field: string;
  reason: EventFault["reason"] | "in_future" | "customer_unknown" | "event_id_reused";
};
export type ReadEvent = { told: ToldEvent; trigger: Trigger; version: ProgramVersion | null };

/** Reads each event by the program live at its time; what cannot be taken comes with the reason. */
export function readAll(
  told: readonly ToldEvent[],
  versions: readonly ProgramVersion[],
  { now, fromText }: { now: Date; fromText: boolean },
): ({ ok: true; event: ReadEvent } | { ok: false; fault: Fault })[] {
  const latest = new Date(now.getTime() + CLOCK_SKEW_MS);
  return told.map((one) => {
    if (one.occurredAt > latest) return { ok: false, fault: { field: "occurredAt", reason: "in_future" } };
    const version = versionAt(versions, one.occurredAt);
    const read = readEvent(version?.document ?? null, { ...one, fromText });
    if ("fault" in read) return { ok: false, fault: read.fault };
    return { ok: true, event: { told: { ...one, data: read.data }, trigger: read.trigger, version } };
  });
}

const byName = (a: string, b: string) => (a < b ? -1 : 1);

/** The ids of the customers that events name. Who is new to the store is made a customer, as an order would do it. */
export async function customersOf(tx: Tx, ctx: Ctx, read: readonly ReadEvent[]) {
  const firstAt = new Map<string, Date>();
  const ids = new Set<string>();
  for (const { told } of read) {
    if (typeof told.customer === "object") ids.add(told.customer.id);
    else {
      const known = firstAt.get(told.customer);
      if (!known || told.occurredAt < known) firstAt.set(told.customer, told.occurredAt);
    }
  }
  const names = [...firstAt.keys()].sort(byName);
  if (names.length > 0)
    await tx
      .insert(customers)
      .values(
        names.map((externalId) => ({
          merchantId: ctx.merchantId,
          id: newId(),
          externalId,
          createdAt: firstAt.get(externalId) ?? ctx.now,
        })),
      )
      .onConflictDoNothing();
  const own = eq(customers.merchantId, ctx.merchantId);
  const columns = { id: customers.id, externalId: customers.externalId };
  const named = names.length
    ? await tx
        .select(columns)
        .from(customers)
        .where(and(own, inArray(customers.externalId, names)))
    : [];
  const known = ids.size
    ? await tx
        .select(columns)
        .from(customers)
        .where(and(own, inArray(customers.id, [...ids])))
    : [];
  return new Map<string, string>([
    ...named.map(({ id, externalId }) => [`name ${externalId}`, id] as const),
    ...known.map(({ id }) => [`id ${id}`, id] as const),
  ]);
}

export function nameOf({ customer }: ToldEvent): string {
  return typeof customer === "object" ? `id ${customer.id}` : `name ${customer}`;
}

/**
 * Enrolment is automatic unless the program asks for an own act: who is named in an event is a member from then on.
 * Answers who became one.
 */
export async function enrolAll(tx: Tx, ctx: Ctx, read: readonly { customerId: string; event: ReadEvent }[]) {
  const since = new Map<string, Date>();
  for (const { customerId, event } of read) {
    if (event.version?.document.enrolment.type !== "automatic") continue;
    const known = since.get(customerId);
    if (!known || event.told.occurredAt < known) since.set(customerId, event.told.occurredAt);
  }
  if (since.size === 0) return [];
  const held = await tx
    .select({ id: customers.id, enrolledAt: customers.enrolledAt })
    .from(customers)
    .where(and(eq(customers.merchantId, ctx.merchantId), inArray(customers.id, [...since.keys()])))
    .orderBy(asc(customers.id))
    .for("update");
  const strangers = held.filter(({ enrolledAt }) => enrolledAt === null);
  for (const { id } of strangers)
    await tx
      .update(customers)
      .set({ enrolledAt: since.get(id), version: sql`${customers.version} + 1` })
      .where(and(eq(customers.merchantId, ctx.merchantId), eq(customers.id, id)));
  return strangers.map(({ id }) => id);
}

/** What the store does with an event: a fact of its customer, under the sender's id. */
export function factOf(customerId: string, { told, trigger }: ReadEvent): CustomerFact {
  const { externalId, occurredAt: at, data } = told;
  const source = { sourceType: "event", sourceId: externalId } as const;
  return { externalId, customerId, trigger, at, data, key: `event:${externalId}`, source };
}

const contentOf = (fact: Pick<CustomerFact, "customerId" | "at" | "data"> & { trigger: string }) =>
  contentHash([fact.customerId, fact.trigger, fact.at, fact.data]);

/** The ids of those facts that were told before, or are told twice here, with other contents. */
export async function findReused(tx: Tx, ctx: Ctx, facts: readonly CustomerFact[]): Promise<Set<string>> {
  if (facts.length === 0) return new Set();
  const rows = await tx
    .select({
      externalId: events.externalId,
      customerId: events.customerId,
      trigger: events.type,
      at: events.occurredAt,
      data: events.data,
    })
    .from(events)
    .where(
      and(
        eq(events.merchantId, ctx.merchantId),
        inArray(
          events.externalId,
          facts.map(({ externalId }) => externalId),
        ),
      ),
    );
  const stored = new Map(rows.map((row) => [row.externalId, contentOf(row)]));
  const reused = facts.filter((fact) => stored.get(fact.externalId) !== contentOf(fact));
  return new Set(reused.map(({ externalId }) => externalId));
}
