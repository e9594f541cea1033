import { subscriptionStatuses } from "@/lib/domain/perks/types";
import type { CellReader } from "./cell-reader";
import type { RowFormat, StagedRow } from "./format";

/** One row of a subscription, as `recordSubscription` takes it; what the row leaves empty is not told. */
function readSubscription(cells: CellReader): Omit<StagedRow, "kind"> {
  const externalId = cells.required("subscription_id", cells.id("subscription_id"));
  const startedAt = cells.required("started_at", cells.instant("started_at"));
  const told = {
    externalId,
    customerExternalId: cells.required("customer_id", cells.id("customer_id")),
    plan: cells.required("plan", cells.text("plan", 40)),
    status: cells.oneOf("status", subscriptionStatuses),
    startedAt: startedAt.toISOString(),
    renewsOn: cells.dayOf("renews_at"),
    cancelledAt: cells.instant("cancelled_at")?.toISOString() ?? null,
    updatedAt: cells.instant("updated_at")?.toISOString() ?? null,
  };
  const data = Object.fromEntries(Object.entries(told).filter(([, value]) => value !== null));
  return { externalId, occurredAt: startedAt, data };
}

export const subscriptionFormat: RowFormat = {
  required: ["subscription_id", "customer_id", "plan", "started_at"],
  optional: ["status", "renews_at", "cancelled_at", "updated_at"],
  read: readSubscription,
};
