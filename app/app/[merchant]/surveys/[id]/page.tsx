import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { staffPath } from "@/components/layout/navigation";
import { Page } from "@/components/layout/page";
import { InviteForm } from "@/components/surveys/invite-form";
import { SurveyComments, SurveyResult } from "@/components/surveys/survey-result";
import { SurveyStatus } from "@/components/surveys/survey-status";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { DomainError } from "@/lib/domain/errors";
import { can } from "@/lib/domain/permissions";
import { getSurvey } from "@/lib/features/surveys";
import { requireStaff } from "@/lib/platform/auth/staff";
import { ClientMessages } from "@/lib/platform/i18n/client-messages";
import { getFormat } from "@/lib/platform/i18n/server";
import { hasMailServer } from "@/lib/platform/mail";
import { read } from "@/lib/platform/query";

export default async function SurveyPage({ params }: { params: Promise<{ merchant: string; id: string }> }) {
  const { merchant: slug, id } = await params;
  const { ctx, merchant, role } = await requireStaff(slug, "surveys.read");
  const [t, format, result] = await Promise.all([
    getTranslations("surveys"),
    getFormat({ currency: merchant.currency, timeZone: merchant.timezone }),
    read(ctx, getSurvey, { surveyId: id }).catch((error: unknown) => {
      if (error instanceof DomainError) notFound();
      throw error;
    }),
  ]);
  const { survey } = result;
  const mayWrite = can(role, "surveys.write");
  return (
    <ClientMessages namespaces={["surveys"]}>
      <Page
        width="detail"
        title={survey.name}
        description={
          <Badge tone={survey.status === "open" ? "success" : "neutral"}>
            {t(`status.${survey.status}`)}
          </Badge>
        }
        breadcrumbs={[{ label: t("title"), href: staffPath(slug, "surveys") }]}
        actions={mayWrite && <SurveyStatus slug={slug} surveyId={id} status={survey.status} />}
      >
        <SurveyResult result={result} format={format} />
        {mayWrite && survey.status === "open" && (
          <Card title={t("invite")} description={t("inviteDescription")}>
            <InviteForm slug={slug} surveyId={id} hasMailServer={hasMailServer()} />
          </Card>
        )}
        <SurveyComments result={result} slug={slug} format={format} />
      </Page>
    </ClientMessages>
  );
}
