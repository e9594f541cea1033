import type { Tx } from "@/db/client";
import { getVersionAt } from "@/lib/features/programs";
import { placeMembers } from "@/lib/features/tiers";
import type { Ctx } from "@/lib/platform/ctx";

/** Puts members where what they were given lifts them to, on the ladder of now. */
export async function moveTiers(tx: Tx, ctx: Ctx, customerIds: readonly string[]): Promise<void> {
  if (customerIds.length === 0) return;
  const version = await getVersionAt(tx, ctx.merchantId, ctx.now);
  if (!version) return;
  const placing = { version, at: ctx.now, timezone: version.document.timezone };
  await placeMembers(tx, ctx, placing, [...new Set(customerIds)]);
}
