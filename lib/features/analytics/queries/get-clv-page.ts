import { z } from "zod";
import { defineQuery } from "@/lib/platform/query";
import { readPageFacts, reportOf } from "../report";
import { metricParams, pageWindow } from "../schema";
import { loadScope } from "./load-scope";

const input = z.strictObject({ page: pageWindow, lifespan: metricParams.shape.lifespan });

/** Simple and historic CLV of a window with the figures they are made of, by month. */
export const getClvPage = defineQuery({
  name: "figures.clv",
  permission: "figures.read",
  input,
  run: async ({ db, ctx, input: { page, lifespan } }) => {
    const scope = await loadScope(db, ctx, page.segment);
    const kpis = ["clv_simple", "clv_historic", "aov", "purchase_frequency", "customers"] as const;
    return reportOf(readPageFacts(scope, page), kpis, { lifespan });
  },
});
