import { getTranslations } from "next-intl/server";
import { NpsReport } from "@/components/analytics/nps-report";
import { getNpsPage } from "@/lib/features/analytics";
import { read } from "@/lib/platform/query";
import { openReport, type ReportPageProps } from "../open-report";

export async function generateMetadata() {
  return { title: (await getTranslations("analytics.nps"))("title") };
}

export default async function AnalyticsNps(props: ReportPageProps) {
  const { ctx, page, shared } = await openReport(props);
  return <NpsReport {...shared} data={await read(ctx, getNpsPage, page)} />;
}
