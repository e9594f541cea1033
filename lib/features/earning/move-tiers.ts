import { and, asc, eq, inArray, isNotNull, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { customers } from "@/db/schema";
import { tierFor } from "@/lib/domain/tiers/evaluate";
import { getVersionAt } from "@/lib/features/programs";
import type { Ctx } from "@/lib/platform/ctx";
import { ledgerPost, type OutboxEvent } from "@/lib/platform/ledger-post";

/** Judges the tiers of held members by what they have come to, on the ladder of now; tells of those that moved. */
export async function moveTiers(tx: Tx, ctx: Ctx, moved: { id: string; at: Date }[]): Promise<void> {
  const ladder = (await getVersionAt(tx, ctx.merchantId, ctx.now))?.document.tiers;
  if (!ladder || moved.length === 0) return;
  const at = new Map(moved.map((one) => [one.id, one.at]));
  const own = eq(customers.merchantId, ctx.merchantId);
  const members = await tx
    .select({
      id: customers.id,
      externalId: customers.externalId,
      tierKey: customers.tierKey,
      spendMinor: customers.spendMinor,
      pointsEarned: customers.pointsEarned,
      ordersCount: customers.ordersCount,
    })
    .from(customers)
    .where(and(own, inArray(customers.id, [...at.keys()]), isNotNull(customers.enrolledAt)))
    .orderBy(asc(customers.id));
  const events: OutboxEvent[] = [];
  for (const member of members) {
    const tierKey = tierFor(ladder, member);
    if (tierKey === member.tierKey) continue;
    await tx
      .update(customers)
      .set({ tierKey, tierSince: tierKey ? at.get(member.id) : null, version: sql`${customers.version} + 1` })
      .where(and(own, eq(customers.id, member.id)));
    const payload = { customer: member.externalId, from: member.tierKey, to: tierKey };
    events.push({ type: "tier.changed", payload });
  }
  if (events.length > 0) await ledgerPost(tx, ctx, { events });
}
