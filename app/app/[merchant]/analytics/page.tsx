import { getTranslations } from "next-intl/server";
import { OverviewReport } from "@/components/analytics/overview-report";
import { getOverview } from "@/lib/features/analytics";
import { read } from "@/lib/platform/query";
import { openReport, type ReportPageProps } from "./open-report";

export async function generateMetadata() {
  return { title: (await getTranslations("analytics.overview"))("title") };
}

export default async function AnalyticsOverview(props: ReportPageProps) {
  const { ctx, page, shared } = await openReport(props);
  return <OverviewReport {...shared} data={await read(ctx, getOverview, page)} />;
}
