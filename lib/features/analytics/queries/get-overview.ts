import { readTierNames } from "@/lib/features/programs";
import { defineQuery } from "@/lib/platform/query";
import { readPageFacts, reportOf } from "../report";
import { pageWindow } from "../schema";
import { tierRows } from "../tiers";
import { loadScope } from "./load-scope";

/** The figures that Home and the overview open with, the revenue of each month, and engagement by tier. */
export const getOverview = defineQuery({
  name: "figures.overview",
  permission: "figures.read",
  input: pageWindow,
  run: async ({ db, ctx, input }) => {
    const page = readPageFacts(await loadScope(db, ctx, input.segment), input);
    const [report, byTier, names] = await Promise.all([
      reportOf(page, [
        "nps",
        "clv_simple",
        "aer_used",
        "roi_attributed",
        "repeat_purchase_rate",
        "gross_revenue",
        "net_revenue",
        "orders",
      ]),
      page.facts.engagementByTier(),
      readTierNames(db, ctx),
    ]);
    return { ...report, tiers: tierRows(byTier, names) };
  },
});
