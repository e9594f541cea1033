import { notFound } from "next/navigation";
import { Survey, SurveyEnd, SurveyFrame } from "@/components/surveys/survey-page";
import { DomainError } from "@/lib/domain/errors";
import { getStorefront } from "@/lib/features/members";
import { getInvitation, secretOfToken, slugOfToken } from "@/lib/features/surveys";
import { openCustomerPage } from "@/lib/platform/auth/customer-page";
import { isAppLocale } from "@/lib/platform/i18n/locales";
import { read } from "@/lib/platform/query";

type Props = {
  params: Promise<{ locale: string; token: string }>;
  searchParams: Promise<{ score?: string }>;
};

export default async function SurveyPage({ params, searchParams }: Props) {
  const { locale, token } = await params;
  const { score } = await searchParams;
  if (!isAppLocale(locale)) notFound();
  const page = await openCustomerPage(locale, slugOfToken(token));
  const [invitation, storefront] = await Promise.all([
    read(page.ctx, getInvitation, { token: secretOfToken(token) }).catch((error: unknown) => {
      if (error instanceof DomainError) return null;
      throw error;
    }),
    read(page.ctx, getStorefront, {}),
  ]);
  return (
    <SurveyFrame store={page.merchant.name}>
      {invitation?.state === "open" ? (
        <Survey
          page={page}
          invitation={invitation}
          token={token}
          hasRewards={storefront !== null}
          preselected={score ? Number(score) : undefined}
        />
      ) : (
        <SurveyEnd reason={invitation?.state ?? "invalid"} locale={locale} />
      )}
    </SurveyFrame>
  );
}
