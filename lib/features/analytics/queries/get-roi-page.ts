import { attributedMarginMinor } from "@/lib/domain/kpi";
import { defineQuery } from "@/lib/platform/query";
import { partsOf, readPageFacts, reportOf } from "../report";
import { pageWindow } from "../schema";
import { loadScope } from "./load-scope";

/** Attributed ROI of a window: margin and cost by month; `marginMinor` is null while the margin is not known. */
export const getRoiPage = defineQuery({
  name: "figures.roi",
  permission: "figures.read",
  input: pageWindow,
  run: async ({ db, ctx, input }) => {
    const scope = await loadScope(db, ctx, input.segment);
    const page = readPageFacts(scope, input);
    const [report, attributed] = await Promise.all([
      reportOf(page, ["roi_attributed", "return_per_cost", "program_cost"]),
      page.facts.attributed(),
    ]);
    const orders = attributed.map((facts) => ({
      orders: facts.orders,
      revenueMinor: Number(facts.revenueMinor),
      marginMinor: scope.marginBps === null ? null : Number(attributedMarginMinor(facts, scope.marginBps)),
    }));
    return { ...report, marginBps: scope.marginBps, attributed: partsOf(page, orders) };
  },
});
