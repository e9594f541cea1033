import { randomBytes } from "node:crypto";
import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { merchants, surveyInvitations, surveys } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import { newId } from "@/lib/domain/id";
import { customerNamed } from "@/lib/features/customers";
import { tokenHash } from "@/lib/platform/codes";
import { defineCommand } from "@/lib/platform/command";
import type { Ctx } from "@/lib/platform/ctx";
import { env } from "@/lib/platform/env";
import { type AppLocale, defaultLocale, isAppLocale } from "@/lib/platform/i18n/locales";
import { sendMail } from "@/lib/platform/mail";
import { invitationMail } from "../invitation-mail";
import { createInvitationSchema } from "../schema";
import { linkToken } from "../token";

const VALID_DAYS = 30;
const DAY_MS = 86_400_000;

async function loadSurvey(tx: Tx, ctx: Ctx, surveyId: string) {
  const [survey] = await tx
    .select({
      id: surveys.id,
      status: surveys.status,
      texts: surveys.texts,
      slug: merchants.slug,
      store: merchants.name,
    })
    .from(surveys)
    .innerJoin(merchants, eq(merchants.id, surveys.merchantId))
    .where(and(eq(surveys.merchantId, ctx.merchantId), eq(surveys.id, surveyId)));
  if (!survey) throw new DomainError("NOT_FOUND");
  if (survey.status === "closed") throw new DomainError("PRECONDITION", "survey_closed");
  return survey;
}

function linkOf(locale: AppLocale, slug: string, secret: string): string {
  return new URL(`/${locale}/s/${linkToken(slug, secret)}`, env().APP_URL).toString();
}

/**
 * Invites one customer to a survey: a link of their own, good for 30 days, told once (its hash is kept) and, if
 * wanted and an address is known, sent by mail in the customer's language. Throws NOT_FOUND (`customer_unknown`) or
 * PRECONDITION (`survey_closed`).
 */
export const createInvitation = defineCommand({
  name: "surveys.invite",
  permission: "surveys.write",
  input: createInvitationSchema,
  async run({ tx, ctx, input }) {
    const survey = await loadSurvey(tx, ctx, input.surveyId);
    const customer = await customerNamed(tx, ctx, input.customer);
    const id = newId();
    const token = randomBytes(18).toString("base64url");
    await tx.insert(surveyInvitations).values({
      merchantId: ctx.merchantId,
      id,
      surveyId: survey.id,
      customerId: customer.id,
      tokenHash: tokenHash(token),
      createdAt: ctx.now,
      expiresAt: new Date(ctx.now.getTime() + VALID_DAYS * DAY_MS),
    });
    const locale = isAppLocale(customer.locale) ? customer.locale : defaultLocale;
    const url = linkOf(locale, survey.slug, token);
    const mailed = input.sendMail && customer.email !== null;
    if (mailed && customer.email) {
      const question = survey.texts[locale]?.question ?? "";
      await sendMail(
        tx,
        ctx,
        invitationMail({ to: customer.email, url, store: survey.store, question, locale }),
      );
    }
    return {
      result: { invitationId: id, url, mailed },
      audit: [
        {
          action: "survey.invite",
          subjectType: "customer",
          subjectId: customer.id,
          after: { surveyId: survey.id, invitationId: id, mailed },
        },
      ],
    };
  },
});
