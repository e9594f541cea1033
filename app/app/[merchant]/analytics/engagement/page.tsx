import { getTranslations } from "next-intl/server";
import { EngagementReport } from "@/components/analytics/engagement-report";
import { getEngagementPage } from "@/lib/features/analytics";
import { read } from "@/lib/platform/query";
import { openReport, type ReportPageProps } from "../open-report";

export async function generateMetadata() {
  return { title: (await getTranslations("analytics.engagement"))("title") };
}

export default async function AnalyticsEngagement(props: ReportPageProps) {
  const { ctx, page, shared } = await openReport(props);
  return <EngagementReport {...shared} data={await read(ctx, getEngagementPage, page)} />;
}
