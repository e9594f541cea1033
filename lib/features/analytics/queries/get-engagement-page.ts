import { engagementReadings } from "@/lib/domain/kpi";
import { monthsUpTo, splitByMonth } from "@/lib/domain/time";
import { readTierNames } from "@/lib/features/programs";
import { defineQuery } from "@/lib/platform/query";
import { figuresOf } from "../figures";
import { partsOf, readPageFacts, reportOf } from "../report";
import { pageWindow } from "../schema";
import { tierRows } from "../tiers";
import { loadScope } from "./load-scope";

const PARTICIPATION = [
  "members",
  "new_members",
  "enrolment_rate",
  "never_redeemed_rate",
  "redemption_rate",
] as const;

/** The AER in its four readings by month and tier, with the yearly rate as of each month, and who takes part. */
export const getEngagementPage = defineQuery({
  name: "figures.engagement",
  permission: "figures.read",
  input: pageWindow,
  run: async ({ db, ctx, input }) => {
    const scope = await loadScope(db, ctx, input.segment);
    // The yearly rate is of whole calendar months, so it is compared with whole months too.
    const comparedYears = input.compared ? monthsUpTo(input.compared, splitByMonth(input).length) : [];
    const page = readPageFacts(scope, input, { comparedYears });
    const [report, participation, byTier, names, yearly] = await Promise.all([
      reportOf(page, engagementReadings),
      reportOf(readPageFacts(scope, input, { byMonth: false }), PARTICIPATION),
      page.facts.engagementByTier(),
      readTierNames(db, ctx),
      figuresOf(page.facts, "aer", { period: "year" }),
    ]);
    return {
      ...report,
      participation: participation.figures,
      tiers: tierRows(byTier, names),
      yearly: { ...partsOf(page, yearly), comparedMonths: comparedYears },
    };
  },
});
