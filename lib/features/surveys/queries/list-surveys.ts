import { and, count, desc, eq, max } from "drizzle-orm";
import { z } from "zod";
import { surveyInvitations, surveyResponses, surveys } from "@/db/schema";
import { defineQuery } from "@/lib/platform/query";

/** All surveys of the store, newest first, with how many were asked and how many answered. */
export const listSurveys = defineQuery({
  name: "surveys.list",
  permission: "surveys.read",
  input: z.strictObject({}),
  async run({ db, ctx }) {
    const [rows, asked, answered] = await Promise.all([
      db
        .select({
          id: surveys.id,
          name: surveys.name,
          kind: surveys.kind,
          status: surveys.status,
          createdAt: surveys.createdAt,
        })
        .from(surveys)
        .where(eq(surveys.merchantId, ctx.merchantId))
        .orderBy(desc(surveys.createdAt), desc(surveys.id)),
      db
        .select({ surveyId: surveyInvitations.surveyId, times: count() })
        .from(surveyInvitations)
        .where(eq(surveyInvitations.merchantId, ctx.merchantId))
        .groupBy(surveyInvitations.surveyId),
      db
        .select({
          surveyId: surveyResponses.surveyId,
          times: count(),
          invited: count(surveyResponses.invitationId),
          last: max(surveyResponses.answeredAt),
        })
        .from(surveyResponses)
        .where(and(eq(surveyResponses.merchantId, ctx.merchantId)))
        .groupBy(surveyResponses.surveyId),
    ]);
    return rows.map((survey) => {
      const invitations = asked.find((row) => row.surveyId === survey.id)?.times ?? 0;
      const answers = answered.find((row) => row.surveyId === survey.id);
      return {
        ...survey,
        invitations,
        responses: answers?.times ?? 0,
        /** Of those who were asked by a link; null where nobody was. */
        responseRate: invitations > 0 ? (answers?.invited ?? 0) / invitations : null,
        lastAnsweredAt: answers?.last ?? null,
      };
    });
  },
});

export type SurveyRow = Awaited<ReturnType<typeof listSurveys.run>>[number];
