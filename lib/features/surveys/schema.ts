import { z } from "zod";
import { localeSchema } from "@/lib/domain/program/schema";
import { surveyKinds } from "@/lib/domain/surveys/scale";

const text = z.string().trim().max(500);

/** What a survey says in one language; what is empty is said in the product's own words. */
const surveyTexts = z.strictObject({
  question: text.default(""),
  followUp: text.default(""),
  thanksPromoter: text.default(""),
  thanksPassive: text.default(""),
  thanksDetractor: text.default(""),
});
export type SurveyTexts = z.infer<typeof surveyTexts>;

export const createSurveySchema = z.strictObject({
  name: z.string().trim().min(1, "required").max(100),
  kind: z.enum(surveyKinds).default("nps"),
  texts: z.partialRecord(localeSchema, surveyTexts).default({}),
});

export const setSurveyStatusSchema = z.strictObject({
  surveyId: z.uuid(),
  status: z.enum(["open", "closed"]),
});

export const createInvitationSchema = z.strictObject({
  surveyId: z.uuid(),
  /** The shop's id of the customer, or the e-mail address. */
  customer: z.string().trim().min(1, "required").max(254),
  sendMail: z.boolean().default(true),
});

export const answerSurveySchema = z.strictObject({
  token: z.string().max(200),
  score: z.int(),
  comment: z.string().trim().max(5000).default(""),
});

export const getInvitationSchema = z.strictObject({ token: z.string().max(200) });

export const getSurveySchema = z.strictObject({ surveyId: z.uuid() });
