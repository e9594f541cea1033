import type { Tx } from "@/db/client";
import { segments } from "@/db/schema";
import { readyMadeSegments } from "@/lib/domain/conditions/ready-made";
import type { Ctx } from "@/lib/platform/ctx";

/** Adds the ready-made segments that the store does not have, and tells their keys. */
export async function insertReadyMade(tx: Tx, ctx: Ctx): Promise<string[]> {
  const rows = readyMadeSegments.map((segment) => ({
    merchantId: ctx.merchantId,
    ...segment,
    createdAt: ctx.now,
    updatedAt: ctx.now,
  }));
  const added = await tx.insert(segments).values(rows).onConflictDoNothing().returning({ key: segments.key });
  return added.map(({ key }) => key);
}
