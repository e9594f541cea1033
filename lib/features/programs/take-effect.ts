import { and, eq, inArray, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { rewardStock } from "@/db/schema";
import type { ProgramDocument } from "@/lib/domain/program/schema";
import { nextToPlace, placeMembers } from "@/lib/features/tiers";
import type { Ctx } from "@/lib/platform/ctx";
import { lockPrograms } from "./merchant";
import { getNewestVersion } from "./queries/versions";

/** Moves what is left of each reward by the change of its stated stock, so that what was issued stays counted. */
async function restock(tx: Tx, ctx: Ctx, { rewards }: ProgramDocument): Promise<void> {
  const { merchantId } = ctx;
  const unlimited = rewards.filter((reward) => reward.stock === null).map((reward) => reward.key);
  const limited = rewards.flatMap(({ key, stock }) =>
    stock === null ? [] : [{ merchantId, rewardKey: key, stated: stock, remaining: stock }],
  );
  if (unlimited.length > 0)
    await tx
      .delete(rewardStock)
      .where(and(eq(rewardStock.merchantId, merchantId), inArray(rewardStock.rewardKey, unlimited)));
  if (limited.length > 0)
    await tx
      .insert(rewardStock)
      .values(limited)
      .onConflictDoUpdate({
        target: [rewardStock.merchantId, rewardStock.rewardKey],
        set: {
          remaining: sql`${rewardStock.remaining} + excluded.stated - ${rewardStock.stated}`,
          stated: sql`excluded.stated`,
        },
      });
}

export type Effect = { number: number | null; membersMoved: number; next: string | null };

/**
 * Makes the next members' tiers, and after the last of them the stock, what the newest version in force says; `next` is
 * what to give as `after` for the members after these. Doing it again changes nothing, and of two who do it at once for
 * different versions the newer one stands.
 */
export async function takeEffect(tx: Tx, ctx: Ctx, after: string | null): Promise<Effect> {
  const { merchantId } = ctx;
  const { timezone } = await lockPrograms(tx, ctx);
  const version = await getNewestVersion(tx, merchantId, ctx.now);
  if (!version) return { number: null, membersMoved: 0, next: null };
  const { document, number, effectiveFrom } = version;
  const { ids, next } = await nextToPlace(tx, merchantId, document.tiers, after);
  const at = effectiveFrom > ctx.now ? effectiveFrom : ctx.now;
  const membersMoved = await placeMembers(tx, ctx, { version, at, timezone }, ids);
  // Customers before stock, as the ledger takes them: redemptions and a publication then never wait in a circle.
  if (next === null) await restock(tx, ctx, document);
  return { number, membersMoved, next };
}
