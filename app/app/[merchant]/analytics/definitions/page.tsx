import { getTranslations } from "next-intl/server";
import { DefinitionList } from "@/components/analytics/definition-list";
import { requireStaff } from "@/lib/platform/auth/staff";

export async function generateMetadata() {
  return { title: (await getTranslations("analytics.definitionsPage"))("title") };
}

export default async function AnalyticsDefinitions({ params }: { params: Promise<{ merchant: string }> }) {
  await requireStaff((await params).merchant, "figures.read");
  return <DefinitionList />;
}
