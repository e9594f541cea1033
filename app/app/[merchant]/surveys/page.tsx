import { MessageSquareText } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Page } from "@/components/layout/page";
import { NewSurvey } from "@/components/surveys/new-survey";
import { SurveyTable } from "@/components/surveys/survey-table";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { can } from "@/lib/domain/permissions";
import { listSurveys } from "@/lib/features/surveys";
import { requireStaff } from "@/lib/platform/auth/staff";
import { ClientMessages } from "@/lib/platform/i18n/client-messages";
import { read } from "@/lib/platform/query";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("surveys"))("title") };
}

export default async function SurveysPage({ params }: { params: Promise<{ merchant: string }> }) {
  const { ctx, merchant, role } = await requireStaff((await params).merchant, "surveys.read");
  const [t, surveys] = await Promise.all([getTranslations("surveys"), read(ctx, listSurveys, {})]);
  const create = can(role, "surveys.write") && (
    <ClientMessages namespaces={["surveys"]}>
      <NewSurvey slug={merchant.slug} />
    </ClientMessages>
  );
  return (
    <Page title={t("title")} description={t("description")} actions={create}>
      <Card padded={false}>
        {surveys.length > 0 ? (
          <SurveyTable merchant={merchant} surveys={surveys} />
        ) : (
          <EmptyState icon={MessageSquareText} title={t("empty")} description={t("emptyDescription")} />
        )}
      </Card>
    </Page>
  );
}
