import type { Tx } from "@/db/client";
import { DomainError } from "@/lib/domain/errors";
import { type RecordedSubscription, recordSubscription } from "@/lib/features/subscriptions";
import { execute } from "@/lib/platform/command";
import type { Ctx } from "@/lib/platform/ctx";
import { RowFault } from "./kinds/cell-reader";

/** Our columns of the fields that a subscription can be refused for. */
const columns: Record<string, string> = {
  plan: "plan",
  startedAt: "started_at",
  cancelledAt: "cancelled_at",
  externalId: "subscription_id",
};

function faultOf({ reason, fieldErrors }: DomainError, told: Record<string, unknown>): RowFault {
  const [[field, why] = ["status", reason]] = Object.entries(fieldErrors);
  const value = told[field];
  return new RowFault(columns[field] ?? field, why, typeof value === "string" ? value : null);
}

/** Why a row is refused that names a subscription of another customer than the rows before it. */
export function ofAnother({ externalId }: Record<string, unknown>): RowFault {
  const value = typeof externalId === "string" ? externalId : null;
  return new RowFault("subscription_id", "subscription_of_another", value);
}

/** Records the subscription of a row, or throws RowFault with nothing of it left behind. */
export async function tellSubscription(
  tx: Tx,
  ctx: Ctx,
  batchId: string,
  told: Record<string, unknown>,
): Promise<RecordedSubscription> {
  try {
    return await tx.transaction((inner) =>
      execute({ ...ctx, tx: inner }, recordSubscription, { ...told, batchId }),
    );
  } catch (error) {
    throw error instanceof DomainError ? faultOf(error, told) : error;
  }
}
