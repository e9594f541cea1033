import { surveyResponses } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import { ownFact } from "@/lib/domain/events/facts";
import { newId } from "@/lib/domain/id";
import { groupOf, isScore } from "@/lib/domain/surveys/scale";
import { awardFacts } from "@/lib/features/earning";
import { defineCommand } from "@/lib/platform/command";
import { loadInvitation } from "../invitation";
import { answerSurveySchema } from "../schema";

/**
 * Records the answer of whoever holds an invitation's token, and gives what the program promises for it, once; answering
 * again changes the answer, until the survey closes.
 * Throws NOT_FOUND for an unknown token, PRECONDITION (`survey_closed`, `invitation_expired`), VALIDATION for a score
 * that is not on the scale.
 */
export const answerSurvey = defineCommand({
  name: "surveys.answer",
  permission: "public",
  input: answerSurveySchema,
  async run({ tx, ctx, input }) {
    const invitation = await loadInvitation(tx, ctx, input.token);
    if (invitation.state === "closed") throw new DomainError("PRECONDITION", "survey_closed");
    if (invitation.state === "expired") throw new DomainError("PRECONDITION", "invitation_expired");
    const { id: invitationId, surveyId, customerId, kind } = invitation;
    if (!isScore(kind, input.score)) throw new DomainError("VALIDATION", undefined, {}, { score: "score" });
    const answer = { score: input.score, comment: input.comment || null, answeredAt: ctx.now };
    await tx
      .insert(surveyResponses)
      .values({
        merchantId: ctx.merchantId,
        id: newId(),
        externalId: invitationId,
        surveyId,
        invitationId,
        customerId,
        kind,
        ...answer,
      })
      .onConflictDoUpdate({
        target: [surveyResponses.merchantId, surveyResponses.externalId],
        set: answer,
      });
    if (invitation.score === null)
      await awardFacts(tx, ctx, [
        ownFact({
          key: `survey:${invitationId}`,
          customerId,
          trigger: "survey.answered",
          at: ctx.now,
          data: { kind, score: input.score },
          source: { sourceType: "survey", sourceId: surveyId },
        }),
      ]);
    const told = { survey: surveyId, customer: invitation.customerExternalId, kind, score: input.score };
    return {
      result: { group: groupOf(kind, input.score) },
      audit: [],
      events: [{ type: "survey.responded", payload: told }],
    };
  },
});
