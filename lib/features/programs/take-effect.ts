import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { customers, rewardStock } from "@/db/schema";
import type { ProgramDocument, TierLadder } from "@/lib/domain/program/schema";
import type { Ctx } from "@/lib/platform/ctx";

const metricColumns = {
  spend: customers.spendMinor,
  points: customers.pointsEarned,
  orders: customers.ordersCount,
} as const;

/** `tierFor` of the domain as SQL on the counters of a customer. */
export function tierSql(ladder: TierLadder | null): SQL<string | null> {
  if (!ladder) return sql`null::text`;
  const metric = metricColumns[ladder.metric];
  const cases = ladder.levels.toReversed().map((level) => {
    return sql`when ${metric} >= ${level.threshold} then ${level.key}`;
  });
  return sql`(case ${sql.join(cases, sql` `)} end)::text`;
}

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
          remaining: sql`greatest(0, ${rewardStock.remaining} + excluded.stated - ${rewardStock.stated})`,
          stated: sql`excluded.stated`,
        },
      });
}

/** Puts every member into the tier of the ladder, in one statement; returns how many moved. */
async function moveTiers(tx: Tx, ctx: Ctx, ladder: TierLadder | null): Promise<number> {
  const tier = tierSql(ladder);
  // The inner select takes the rows in the order in which the ledger takes them, so that neither waits in a circle.
  const moved = await tx.execute(sql`
    update customers set tier_key = ${tier}, version = version + 1,
      tier_since = case when ${tier} is null then null else ${ctx.now}::timestamptz end
    from (
      select id as moved_id from customers
      where merchant_id = ${ctx.merchantId} and enrolled_at is not null and tier_key is distinct from ${tier}
      order by id for update
    ) moved
    where merchant_id = ${ctx.merchantId} and id = moved_id`);
  return moved.count;
}

/**
 * Makes stock and tiers what the live document says. Doing it again changes nothing.
 *
 * @returns how many members changed tier
 */
export async function takeEffect(tx: Tx, ctx: Ctx, document: ProgramDocument): Promise<number> {
  // Customers before stock, as the ledger takes them: redemptions and a publication then never wait in a circle.
  const membersMoved = await moveTiers(tx, ctx, document.tiers);
  await restock(tx, ctx, document);
  return membersMoved;
}
