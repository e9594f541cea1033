import { type RecordedEvents, recordEvents } from "@/lib/features/events";
import { execute } from "@/lib/platform/command";
import type { Ctx } from "@/lib/platform/ctx";
import { RowFault } from "./kinds/cell-reader";

/** Our columns of the fields that an event can be refused for; those of its data are named alike. */
const columns: Record<string, string> = {
  externalId: "event_id",
  occurredAt: "occurred_at",
  customer: "customer_id",
};

/** Records the events of a chunk; those that cannot be taken come back by id, with the column and the reason. */
export async function tellEvents(
  ctx: Ctx,
  { id: batchId, noAwards }: { id: string; noAwards: boolean },
  events: unknown[],
): Promise<RecordedEvents & { faults: Map<string, RowFault> }> {
  const recorded = await execute(ctx, recordEvents, { batchId, noAwards, events });
  const faults = recorded.events.flatMap((one): [string, RowFault][] => {
    if (one.outcome !== "rejected") return [];
    const { field, reason } = one.fault;
    return [[one.externalId, new RowFault(columns[field] ?? field, reason)]];
  });
  return { ...recorded, faults: new Map(faults) };
}
