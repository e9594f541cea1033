import { and, eq, inArray, sql } from "drizzle-orm";
import { customers, redemptions, rewardStock, wallets } from "@/db/schema";
import type { Shopper } from "@/db/seed/behaviour";
import type { ProgramDocument } from "@/lib/domain/program/schema";
import { segmentsOfRewards } from "@/lib/domain/rewards/offer";
import { segmentSql } from "@/lib/features/segments";
import type { Ctx } from "@/lib/platform/ctx";

/** Who of these customers is in each segment that a reward asks for: pairs of customer and segment. */
async function heldBy(ctx: Ctx, program: ProgramDocument, ids: string[]) {
  const pairs: { id: string; segment: string }[] = [];
  for (const segment of segmentsOfRewards(program)) {
    const inside = sql`${customers.id} in (${await segmentSql(ctx.db, ctx, segment)})`;
    const rows = await ctx.db
      .select({ id: customers.id })
      .from(customers)
      .where(and(eq(customers.merchantId, ctx.merchantId), inArray(customers.id, ids), inside));
    pairs.push(...rows.map(({ id }) => ({ id, segment })));
  }
  return pairs;
}

/**
 * The shoppers as members: balance, tier, segments, what they took before, and the stock there is (shared by all of
 * them).
 */
export async function membersOf(ctx: Ctx, program: ProgramDocument, shoppers: Shopper[]) {
  const { db, merchantId } = ctx;
  const stock = new Map(
    (await db.select().from(rewardStock).where(eq(rewardStock.merchantId, merchantId))).map((row) => [
      row.rewardKey,
      row.remaining,
    ]),
  );
  const names = shoppers.map((shopper) => shopper.person.externalId);
  const rows = await db
    .select({
      id: customers.id,
      externalId: customers.externalId,
      tierKey: customers.tierKey,
      available: wallets.available,
      taken: sql<string[]>`array(select ${redemptions.rewardKey} from ${redemptions}
        where ${redemptions.merchantId} = ${customers.merchantId} and ${redemptions.customerId} = ${customers.id})`,
    })
    .from(customers)
    .innerJoin(
      wallets,
      and(
        eq(wallets.merchantId, customers.merchantId),
        eq(wallets.customerId, customers.id),
        eq(wallets.asset, "points"),
      ),
    )
    .where(and(eq(customers.merchantId, merchantId), inArray(customers.externalId, names)))
    .orderBy(customers.externalId);
  const held = await heldBy(
    ctx,
    program,
    rows.map(({ id }) => id),
  );
  return rows.map(({ taken, ...row }) => {
    const counts = new Map<string, number>();
    for (const key of taken) counts.set(key, (counts.get(key) ?? 0) + 1);
    const segments = held.flatMap(({ id, segment }) => (id === row.id ? [segment] : []));
    return { ...row, segments, taken: counts, stock };
  });
}
