"use server";

import type { NpsGroup } from "@/lib/domain/kpi";
import { staffAction } from "@/lib/platform/action";
import { customerAction } from "@/lib/platform/auth/customer-action";
import { execute } from "@/lib/platform/command";
import { answerSurvey } from "./commands/answer-survey";
import { createInvitation } from "./commands/create-invitation";
import { createSurvey } from "./commands/create-survey";
import { setSurveyStatus } from "./commands/set-survey-status";
import { secretOfToken, slugOfToken } from "./token";

export const createSurveyAction = staffAction(createSurvey);
export const setSurveyStatusAction = staffAction(setSurveyStatus);
export const createInvitationAction = staffAction(createInvitation);

/** What the form shows after it was sent; with an error, what was typed, so that nothing is lost. */
export type AnswerState = { error?: string; group?: NpsGroup; score?: number; comment?: string };

/** Records the answer of the holder of a link. */
export async function answerAction(
  locale: string,
  token: string,
  _: AnswerState,
  form: FormData,
): Promise<AnswerState> {
  const score = form.get("score") === null ? Number.NaN : Number(form.get("score"));
  const comment = String(form.get("comment") ?? "");
  const outcome = await customerAction<AnswerState>(
    locale,
    slugOfToken(token),
    async ({ ctx }) => {
      return execute(ctx, answerSurvey, { token: secretOfToken(token), score, comment });
    },
    "survey.errors",
  );
  return { ...outcome, score, comment };
}
