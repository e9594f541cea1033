import { asc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { rewardStock } from "@/db/schema";
import { countMoves } from "@/lib/features/tiers";
import { defineQuery } from "@/lib/platform/query";
import { loadDraft } from "../draft";

/** How many members stand in a tier now, and how many would under the draft. `key` null: below the first tier. */
export type TierCount = { key: string | null; now: number; draft: number };

export type TierDistribution = {
  tiers: TierCount[];
  /** Members whom the draft would put into another tier. */
  moving: number;
  /** From which tier to which, the most first. */
  moves: { from: string | null; to: string | null; members: number }[];
};

/** Members by tier, as stored and as the draft's ladder would put them. */
export const getTierDistribution = defineQuery({
  name: "program.tier_distribution",
  permission: "program.read",
  input: z.strictObject({}),
  async run({ db, ctx }): Promise<TierDistribution> {
    const { draft } = await loadDraft(db, ctx);
    const { tiers: ladder, timezone } = draft.document;
    const moves = await countMoves(db, ctx.merchantId, { ladder, at: ctx.now, timezone });
    const counts = new Map<string | null, TierCount>();
    const countOf = (key: string | null) => {
      const known = counts.get(key) ?? { key, now: 0, draft: 0 };
      counts.set(key, known);
      return known;
    };
    for (const { from, to, members } of moves) {
      countOf(from).now += members;
      countOf(to).draft += members;
    }
    const leaving = moves.filter(({ from, to }) => from !== to).sort((a, b) => b.members - a.members);
    const moving = leaving.reduce((sum, { members }) => sum + members, 0);
    return { tiers: [...counts.values()], moving, moves: leaving };
  },
});

/** What is left of the rewards that have a stock. */
export const listRewardStock = defineQuery({
  name: "program.reward_stock",
  permission: "program.read",
  input: z.strictObject({}),
  run: ({ db, ctx }) =>
    db
      .select({
        rewardKey: rewardStock.rewardKey,
        remaining: sql`greatest(0, ${rewardStock.remaining})`.mapWith(Number),
      })
      .from(rewardStock)
      .where(eq(rewardStock.merchantId, ctx.merchantId))
      .orderBy(asc(rewardStock.rewardKey)),
});
