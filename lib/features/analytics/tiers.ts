import type { Db, Tx } from "@/db/client";
import { type Engagement, engagement } from "@/lib/domain/kpi";
import { textIn } from "@/lib/domain/program/schema";
import { getVersionAt } from "@/lib/features/programs";
import type { Ctx } from "@/lib/platform/ctx";
import type { TierEngagement } from "./facts/member-facts";

export type TierRow = { tier: string | null; name: string; members: number; rates: Engagement };

/** The names of the live program's tiers by key, in the order of its ladder. */
export async function readTierNames(db: Db | Tx, ctx: Ctx): Promise<Map<string, string>> {
  const version = await getVersionAt(db, ctx.merchantId, ctx.now);
  if (!version?.document.tiers) return new Map();
  const [first = "en"] = version.document.locales;
  return new Map(
    version.document.tiers.levels.map(({ key, name }) => [key, textIn(name, first, first, key)]),
  );
}

/** Members and their engagement in the first window by the tier they hold today: no tier first, then up the ladder. */
export function tierRows(rows: TierEngagement[], names: Map<string, string>): TierRow[] {
  const ladder = [...names.keys()];
  const step = (tier: string | null) => (tier === null ? -1 : ladder.indexOf(tier));
  return rows
    .filter((row) => row.i === 0)
    .sort((a, b) => step(a.tier) - step(b.tier))
    .map((row) => ({
      tier: row.tier,
      name: names.get(row.tier ?? "") ?? row.tier ?? "",
      members: row.members,
      rates: engagement(row),
    }));
}
