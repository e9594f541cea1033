import { sql } from "drizzle-orm";
import { z } from "zod";
import { NPS_MIN_ANSWERS } from "@/lib/domain/kpi";
import { addDays } from "@/lib/domain/time";
import { defineQuery } from "@/lib/platform/query";
import { memberAt } from "../facts/scope";
import { surveyFacts } from "../facts/survey-facts";
import { loadScope } from "./load-scope";

const SURVEY_DAYS = 30;

type Counts = {
  below_zero: number;
  has_orders: boolean;
  has_members: boolean;
  has_program: boolean;
  has_draft: boolean;
  has_costs: boolean;
};

/** What needs attention in a store today, and how far its setup is. */
export const getHome = defineQuery({
  name: "figures.home",
  permission: "figures.read",
  input: z.strictObject({}),
  run: async ({ db, ctx }) => {
    const scope = await loadScope(db, ctx);
    const to = addDays(scope.today, 1);
    const id = ctx.merchantId;
    const [[counts], [answers]] = await Promise.all([
      db.execute<Counts>(sql`
        select (select count(distinct customer_id)::int from deficits where merchant_id = ${id} and asset = 'points' and open > 0) as below_zero,
          exists (select from orders where merchant_id = ${id}) as has_orders,
          exists (select from customers c where c.merchant_id = ${id} and ${memberAt(sql`${ctx.now.toISOString()}::timestamptz`)}) as has_members,
          exists (select from program_versions where merchant_id = ${id}) as has_program,
          exists (select from program_drafts where merchant_id = ${id}) as has_draft,
          exists (select from program_costs where merchant_id = ${id}) as has_costs`),
      surveyFacts(scope, [{ from: addDays(to, -SURVEY_DAYS), to }], "nps"),
    ]);
    const setup = {
      program: counts?.has_program ?? false,
      orders: counts?.has_orders ?? false,
      members: counts?.has_members ?? false,
      margin: scope.marginBps !== null,
      costs: counts?.has_costs ?? false,
    };
    const answered = answers?.answers ?? 0;
    return {
      today: scope.today,
      setup,
      attention: {
        belowZero: counts?.below_zero ?? 0,
        /** Answers of the last 30 days when they are too few to judge by, else null. */
        fewAnswers: setup.orders && answered < NPS_MIN_ANSWERS ? answered : null,
        marginMissing: !setup.margin,
        draft: counts?.has_draft ?? false,
      },
    };
  },
});
