import { type Engagement, engagement } from "@/lib/domain/kpi";
import type { TierName } from "@/lib/domain/program/tier-names";
import type { TierEngagement } from "./facts/member-facts";

export type TierRow = { tier: string | null; name: string; members: number; rates: Engagement };

/** Members and their engagement in the first window by the tier they hold today: no tier first, then up the ladder. */
export function tierRows(rows: TierEngagement[], names: TierName[]): TierRow[] {
  const step = (tier: string | null) => (tier === null ? -1 : names.findIndex(({ key }) => key === tier));
  const nameOf = new Map(names.map(({ key, name }) => [key, name]));
  return rows
    .filter((row) => row.i === 0)
    .sort((a, b) => step(a.tier) - step(b.tier))
    .map((row) => ({
      tier: row.tier,
      name: nameOf.get(row.tier ?? "") ?? row.tier ?? "",
      members: row.members,
      rates: engagement(row),
    }));
}
