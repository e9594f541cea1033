import { engagement } from "@/lib/domain/kpi";
import { defineQuery } from "@/lib/platform/query";
import { readPageFacts, reportOf } from "../report";
import { pageWindow } from "../schema";
import { loadScope } from "./load-scope";

/** The figures that Home and the overview open with, the revenue of each month, and engagement by tier. */
export const getOverview = defineQuery({
  name: "get-overview",
  permission: "figures.read",
  input: pageWindow,
  run: async ({ db, ctx, input }) => {
    const page = readPageFacts(await loadScope(db, ctx), input);
    const [report, byTier] = await Promise.all([
      reportOf(page, [
        "nps",
        "clv_simple",
        "aer",
        "roi_attributed",
        "repeat_purchase_rate",
        "gross_revenue",
        "net_revenue",
        "orders",
      ]),
      page.facts.engagementByTier(),
    ]);
    return { ...report, tiers: tiersOf(byTier) };
  },
});

type TierRow = {
  i: number;
  tier: string | null;
  members: number;
  earned: number;
  used: number;
  both: number;
};

/** Members and their engagement in the first window, by the tier they hold today; largest tier first. */
export function tiersOf(rows: TierRow[]) {
  return rows
    .filter((row) => row.i === 0)
    .sort((a, b) => b.members - a.members)
    .map((row) => ({ tier: row.tier, members: row.members, rates: engagement(row) }));
}
