import { and, eq } from "drizzle-orm";
import { surveys } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import { defineCommand } from "@/lib/platform/command";
import { setSurveyStatusSchema } from "../schema";

/** Closes a survey, so that its links take no answer any more, or opens it again. Throws NOT_FOUND. */
export const setSurveyStatus = defineCommand({
  name: "surveys.set-status",
  permission: "surveys.write",
  input: setSurveyStatusSchema,
  async run({ tx, ctx, input: { surveyId, status } }) {
    const own = and(eq(surveys.merchantId, ctx.merchantId), eq(surveys.id, surveyId));
    const [before] = await tx.select({ status: surveys.status }).from(surveys).where(own).for("update");
    if (!before) throw new DomainError("NOT_FOUND");
    await tx.update(surveys).set({ status }).where(own);
    return {
      result: { status },
      audit: [
        {
          action: "survey.set-status",
          subjectType: "survey",
          subjectId: surveyId,
          before,
          after: { status },
        },
      ],
    };
  },
});
