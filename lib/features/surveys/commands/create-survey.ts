import { surveys } from "@/db/schema";
import { newId } from "@/lib/domain/id";
import { defineCommand } from "@/lib/platform/command";
import { createSurveySchema } from "../schema";

/** Makes a survey that is open at once; nobody is asked before an invitation is made. */
export const createSurvey = defineCommand({
  name: "surveys.create",
  permission: "surveys.write",
  input: createSurveySchema,
  async run({ tx, ctx, input }) {
    const id = newId();
    const survey = { ...input, status: "open" as const };
    await tx.insert(surveys).values({ merchantId: ctx.merchantId, id, ...survey, createdAt: ctx.now });
    return {
      result: { surveyId: id },
      audit: [{ action: "survey.create", subjectType: "survey", subjectId: id, after: survey }],
    };
  },
});
