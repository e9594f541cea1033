import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { buttonStyle } from "@/components/ui/button-style";
import { scoresOf } from "@/lib/domain/surveys/scale";
import type { Invitation } from "@/lib/features/surveys";
import { answerAction } from "@/lib/features/surveys/actions";
import type { CustomerPage } from "@/lib/platform/auth/customer-page";
import type { AppLocale } from "@/lib/platform/i18n/locales";
import { SurveyForm, type SurveyTexts } from "./survey-form";

/** The frame of a survey: one column, nothing but the store's name around it. */
export function SurveyFrame({ store, children }: { store?: string; children: ReactNode }) {
  return (
    <main className="mx-auto grid max-w-form content-start gap-8 px-4 py-8 text-reading sm:py-16 [&:lang(ja)]:leading-7 [&:lang(ja)]:[word-break:auto-phrase]">
      {store && <p className="text-section font-semibold">{store}</p>}
      {children}
    </main>
  );
}

/** Why nothing can be answered here. */
export async function SurveyEnd({
  reason,
  locale,
}: {
  reason: "closed" | "expired" | "invalid";
  locale: AppLocale;
}) {
  const t = await getTranslations({ locale, namespace: "survey" });
  return (
    <div className="grid gap-2">
      <h1 className="text-title font-semibold">{t(`${reason}.title`)}</h1>
      <p className="text-muted-foreground">{t(`${reason}.text`)}</p>
    </div>
  );
}

/** The survey's own words in the reader's language, else the product's. */
async function textsOf(
  { kind, texts, answer }: Invitation,
  { locale, merchant }: CustomerPage,
): Promise<SurveyTexts> {
  const t = await getTranslations({ locale, namespace: "survey" });
  const own = texts[locale] ?? {};
  const scores = scoresOf(kind);
  const max = scores.at(-1) ?? 0;
  const store = merchant.name;
  return {
    question: own.question || t(`question.${kind}`, { store }),
    low: t(`low.${kind}`),
    high: t(`high.${kind}`),
    followUp: own.followUp || t("followUp"),
    optional: t("optional"),
    send: answer ? t("change") : t("send"),
    canChange: t("canChange"),
    thanks: {
      promoter: own.thanksPromoter || t("thanks.promoter"),
      passive: own.thanksPassive || t("thanks.passive"),
      detractor: own.thanksDetractor || t("thanks.detractor", { store }),
    },
    scoreNames: scores.map((score) => t("score", { score, max })),
  };
}

/** After the answer: to the store's rewards, where it has some, and back to the form. */
async function Next({ page, token, hasRewards }: { page: CustomerPage; token: string; hasRewards: boolean }) {
  const { locale, merchant } = page;
  const t = await getTranslations({ locale, namespace: "survey" });
  return (
    <>
      {hasRewards && (
        <a href={`/${locale}/r/${merchant.slug}`} className={buttonStyle({ size: "touch" })}>
          {t("rewards")}
        </a>
      )}
      <a href={`/${locale}/s/${token}`} className="text-primary underline underline-offset-4">
        {t("change")}
      </a>
    </>
  );
}

/** The open survey of an invitation. */
export async function Survey({
  page,
  invitation,
  token,
  hasRewards,
  preselected,
}: {
  page: CustomerPage;
  invitation: Invitation;
  token: string;
  hasRewards: boolean;
  preselected?: number;
}) {
  const texts = await textsOf(invitation, page);
  return (
    <SurveyForm
      action={answerAction.bind(null, page.locale, token)}
      scores={scoresOf(invitation.kind)}
      chosen={preselected ?? invitation.answer?.score}
      comment={invitation.answer?.comment}
      texts={texts}
      next={<Next page={page} token={token} hasRewards={hasRewards} />}
    />
  );
}
