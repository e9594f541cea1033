import type { Refusal } from "@/lib/domain/earning/types";
import { DomainError } from "@/lib/domain/errors";
import type { CustomerFact } from "@/lib/domain/events/facts";
import { awardFacts, moveTiers } from "@/lib/features/earning";
import { listVersionsAt } from "@/lib/features/programs";
import { defineCommand } from "@/lib/platform/command";
import type { AuditEntry } from "@/lib/platform/ledger-post";
import { type RecordEventsInput, recordEventsSchema } from "../schema";
import {
  customersOf,
  enrolAll,
  type Fault,
  factOf,
  findReused,
  nameOf,
  type ReadEvent,
  readAll,
} from "../telling";

export type RecordedEvent = { externalId: string } & (
  | { outcome: "created" | "unchanged" }
  | { outcome: "rejected"; fault: Fault }
);

export type RecordedEvents = {
  events: RecordedEvent[];
  transactionIds: string[];
  /** What they earned, all assets; `units` as decimal text. */
  awarded: { transactions: number; units: string };
  /** What rules gave, and which of them gave nothing and why; not told of an import. Units as decimal text. */
  gave: { ruleKey: string | null; asset: string; units: string; pending: boolean }[];
  refusals: { ruleKey: string; why: Refusal["why"] }[];
};

function auditOf({ customerId, externalId, trigger, at, data }: CustomerFact): AuditEntry {
  const after = { ...data, id: externalId, type: trigger, occurredAt: at };
  return { action: "event.record", subjectType: "customer", subjectId: customerId, after };
}

/** Throws what is wrong with the first event that cannot be taken; an import has it answered instead. */
function refuse({ events, batchId }: RecordEventsInput, faults: ReadonlyMap<number, Fault>): void {
  const [first] = faults;
  if (!first || batchId) return;
  const [i, { field, reason }] = first;
  const at = events.length > 1 ? `events.${i}.${field}` : field;
  throw new DomainError("VALIDATION", undefined, {}, { [at]: reason });
}

/**
 * Takes in what customers did that is no order, at most 500 events: each is read by the program live at its own time and
 * gives what that promises. The same id never counts twice: told again it is unchanged, with other contents CONFLICT
 * (`event_id_reused`). Customers new to the store are made. Throws VALIDATION with the field that is wrong
 * (`data.rating`; `events.3.data.rating` of several), NOT_FOUND for an unknown id of ours; an import (`batchId`) has such events answered as rejected.
 */
export const recordEvents = defineCommand({
  name: "events.record",
  permission: "events.write",
  input: recordEventsSchema,
  async run({ tx, ctx, input }) {
    const versions = await listVersionsAt(
      tx,
      ctx.merchantId,
      input.events.map(({ occurredAt }) => occurredAt),
    );
    const read = readAll(input.events, versions, { now: ctx.now, fromText: input.batchId !== undefined });
    const faults = new Map(read.flatMap((one, i) => (one.ok ? [] : [[i, one.fault] as const])));
    refuse(input, faults);
    const ids = await customersOf(
      tx,
      ctx,
      read.flatMap((one) => (one.ok ? [one.event] : [])),
    );
    const taken: { i: number; customerId: string; event: ReadEvent }[] = [];
    read.forEach((one, i) => {
      if (!one.ok) return;
      const customerId = ids.get(nameOf(one.event.told));
      if (customerId) taken.push({ i, customerId, event: one.event });
      else faults.set(i, { field: "customer", reason: "customer_unknown" });
    });
    if (faults.size > 0 && !input.batchId)
      throw new DomainError("NOT_FOUND", "customer_unknown", {}, { customer: "customer_unknown" });
    const members = await enrolAll(tx, ctx, taken);
    const facts = new Map(taken.map(({ i, customerId, event }) => [i, factOf(customerId, event)]));
    const { batchId, noAwards } = input;
    const { fresh, credits, refusals } = await awardFacts(tx, ctx, [...facts.values()], {
      batchId,
      noAwards,
    });
    await moveTiers(tx, ctx, members);
    const created = new Set<number>();
    const unseen = new Set(fresh);
    for (const [i, { externalId }] of facts) if (unseen.delete(externalId)) created.add(i);
    const reused = await findReused(tx, ctx, [...facts.values()]);
    for (const [i, { externalId }] of facts)
      if (reused.has(externalId)) faults.set(i, { field: "externalId", reason: "event_id_reused" });
    const [id] = reused;
    if (id !== undefined && !batchId) throw new DomainError("CONFLICT", "event_id_reused", { id });
    const result: RecordedEvents = {
      events: input.events.map(({ externalId }, i) => {
        const fault = faults.get(i);
        if (fault) return { externalId, outcome: "rejected", fault };
        return { externalId, outcome: created.has(i) ? "created" : "unchanged" };
      }),
      transactionIds: credits.map(({ id }) => id),
      awarded: {
        transactions: credits.length,
        units: credits.reduce((sum, { units }) => sum + units, 0n).toString(),
      },
      gave: batchId ? [] : credits.map(({ id: _, units, ...one }) => ({ ...one, units: units.toString() })),
      refusals: batchId ? [] : refusals.map(({ ruleKey, why }) => ({ ruleKey, why })),
    };
    const audit = [...facts].flatMap(([i, fact]) => (created.has(i) ? [auditOf(fact)] : []));
    return { result, audit: batchId ? [] : audit };
  },
});
