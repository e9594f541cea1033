import { and, asc, eq, inArray } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { subscriptionChanges } from "@/db/schema";
import type { SubscriptionChange } from "@/lib/domain/perks/plans-at";
import type { ProgramVersion } from "@/lib/domain/program/schema";

/**
 * What the subscriptions of these customers became and when, the oldest first, by the customer's id; nothing is looked
 * up where no plan of the programs multiplies what orders earn.
 */
export async function loadPlanChanges(
  db: Db | Tx,
  merchantId: string,
  versions: readonly Pick<ProgramVersion, "document">[],
  customerIds: string[],
): Promise<Map<string, SubscriptionChange[]>> {
  const plans = versions.flatMap(({ document }) => document.perks.plans);
  if (!plans.some(({ earnMultiplierBps }) => earnMultiplierBps > 10_000)) return new Map();
  const rows = await db
    .select({
      customerId: subscriptionChanges.customerId,
      subscriptionId: subscriptionChanges.subscriptionId,
      at: subscriptionChanges.at,
      status: subscriptionChanges.status,
      planKey: subscriptionChanges.planKey,
    })
    .from(subscriptionChanges)
    .where(
      and(
        eq(subscriptionChanges.merchantId, merchantId),
        inArray(subscriptionChanges.customerId, customerIds),
      ),
    )
    .orderBy(asc(subscriptionChanges.at), asc(subscriptionChanges.id));
  return Map.groupBy(rows, ({ customerId }) => customerId);
}
