import { sql } from "drizzle-orm";
import type { DateRange } from "@/lib/domain/time";
import { ofCustomers, type Scope, windowRows } from "./scope";

export type SurveyKind = "nps" | "csat" | "ces";
export type SurveyFacts = {
  answers: number;
  promoters: number;
  passives: number;
  detractors: number;
  satisfied: number;
  scoreSum: number;
};

/**
 * Submitted answers of each window, by time of submission: of each customer and survey the latest one in the window.
 * An answer that names no customer stands for itself.
 */
export async function surveyFacts(
  scope: Scope,
  windows: DateRange[],
  kind: SurveyKind,
): Promise<SurveyFacts[]> {
  const rows = await scope.db.execute<Omit<SurveyFacts, "scoreSum"> & { score_sum: number }>(sql`
    with w as (select * from ${windowRows(scope, windows)}),
    latest as (
      select distinct on (w.i, r.survey_id, coalesce(r.customer_id, r.id)) w.i, r.score
      from w join survey_responses r on r.merchant_id = ${scope.merchantId} and r.kind = ${kind}
        and r.answered_at >= w.from_at and r.answered_at < w.to_at ${ofCustomers(scope, sql`r.customer_id`)}
      order by w.i, r.survey_id, coalesce(r.customer_id, r.id), r.answered_at desc, r.id desc
    )
    select count(score)::int as answers, (count(*) filter (where score >= 9))::int as promoters,
      (count(*) filter (where score between 7 and 8))::int as passives,
      (count(*) filter (where score <= 6))::int as detractors,
      (count(*) filter (where score >= 4))::int as satisfied, coalesce(sum(score), 0)::int as score_sum
    from w left join latest using (i) group by w.i order by w.i`);
  return rows.map(({ score_sum: scoreSum, answers, promoters, passives, detractors, satisfied }) => ({
    answers,
    promoters,
    passives,
    detractors,
    satisfied,
    scoreSum,
  }));
}
