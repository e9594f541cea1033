import { funnelRows } from "@/lib/domain/kpi";
import { defineQuery } from "@/lib/platform/query";
import { partsOf, readPageFacts, reportOf } from "../report";
import { pageWindow } from "../schema";
import { loadScope } from "./load-scope";

/** The referral funnel of a window: its stages, conversion and what stands beside it, also by month. */
export const getReferralFunnel = defineQuery({
  name: "figures.referrals",
  permission: "figures.read",
  input: pageWindow,
  run: async ({ db, ctx, input }) => {
    const page = readPageFacts(await loadScope(db, ctx, input.segment), input);
    const [report, facts] = await Promise.all([reportOf(page, ["referrals"]), page.facts.referrals()]);
    return { ...report, stages: partsOf(page, facts.map(funnelRows)) };
  },
});
