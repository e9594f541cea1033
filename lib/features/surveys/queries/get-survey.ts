import { and, count, desc, eq, isNotNull } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { customers, surveyInvitations, surveyResponses, surveys } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import { ces, csat, nps } from "@/lib/domain/kpi";
import { groupOf, type SurveyKind } from "@/lib/domain/surveys/scale";
import type { Ctx } from "@/lib/platform/ctx";
import { maskEmail, maskName, mayIdentify } from "@/lib/platform/mask";
import { defineQuery } from "@/lib/platform/query";
import { getSurveySchema } from "../schema";

const RECENT_COMMENTS = 20;

type ScoreCount = { score: number; answers: number };

/** The survey's own figure, by the formula of its kind. */
function figureOf(kind: SurveyKind, scores: ScoreCount[]) {
  const sum = (rows: ScoreCount[]) => rows.reduce((total, row) => total + row.answers, 0);
  const inGroup = (group: string) => sum(scores.filter(({ score }) => groupOf(kind, score) === group));
  const groups = {
    promoters: inGroup("promoter"),
    passives: inGroup("passive"),
    detractors: inGroup("detractor"),
  };
  const answers = sum(scores);
  if (kind === "nps") {
    const { details, ...figure } = nps(groups);
    return { groups, answers, figure, interval: details };
  }
  const satisfied = sum(scores.filter(({ score }) => score >= 4));
  const scoreSum = scores.reduce((total, row) => total + row.score * row.answers, 0);
  const figure = kind === "csat" ? csat({ satisfied, answers }) : ces({ scoreSum, answers });
  return { groups, answers, figure, interval: null };
}

async function loadComments(db: Db | Tx, ctx: Ctx, surveyId: string) {
  const rows = await db
    .select({
      id: surveyResponses.id,
      score: surveyResponses.score,
      comment: surveyResponses.comment,
      answeredAt: surveyResponses.answeredAt,
      customerId: surveyResponses.customerId,
      name: customers.name,
      email: customers.email,
    })
    .from(surveyResponses)
    .leftJoin(
      customers,
      and(eq(customers.merchantId, surveyResponses.merchantId), eq(customers.id, surveyResponses.customerId)),
    )
    .where(
      and(
        eq(surveyResponses.merchantId, ctx.merchantId),
        eq(surveyResponses.surveyId, surveyId),
        isNotNull(surveyResponses.comment),
      ),
    )
    .orderBy(desc(surveyResponses.answeredAt), desc(surveyResponses.id))
    .limit(RECENT_COMMENTS);
  if (mayIdentify(ctx.actor)) return rows;
  return rows.map((row) => ({
    ...row,
    name: row.name && maskName(row.name),
    email: row.email && maskEmail(row.email),
  }));
}

/** A survey with its result, how many were asked, and the newest comments. Throws NOT_FOUND. */
export const getSurvey = defineQuery({
  name: "surveys.get",
  permission: "surveys.read",
  input: getSurveySchema,
  async run({ db, ctx, input: { surveyId } }) {
    const [[survey], scores, [asked], comments] = await Promise.all([
      db
        .select({
          id: surveys.id,
          name: surveys.name,
          kind: surveys.kind,
          status: surveys.status,
          texts: surveys.texts,
          createdAt: surveys.createdAt,
        })
        .from(surveys)
        .where(and(eq(surveys.merchantId, ctx.merchantId), eq(surveys.id, surveyId))),
      db
        .select({ score: surveyResponses.score, answers: count() })
        .from(surveyResponses)
        .where(and(eq(surveyResponses.merchantId, ctx.merchantId), eq(surveyResponses.surveyId, surveyId)))
        .groupBy(surveyResponses.score),
      db
        .select({ invitations: count() })
        .from(surveyInvitations)
        .where(
          and(eq(surveyInvitations.merchantId, ctx.merchantId), eq(surveyInvitations.surveyId, surveyId)),
        ),
      loadComments(db, ctx, surveyId),
    ]);
    if (!survey) throw new DomainError("NOT_FOUND");
    return {
      survey,
      invitations: asked?.invitations ?? 0,
      result: figureOf(survey.kind, scores),
      comments,
    };
  },
});

export type SurveyResult = Awaited<ReturnType<typeof getSurvey.run>>;
