import { getTranslations } from "next-intl/server";
import { RoiReport } from "@/components/analytics/roi-report";
import { getRoiPage } from "@/lib/features/analytics";
import { read } from "@/lib/platform/query";
import { openReport, type ReportPageProps } from "../open-report";

export async function generateMetadata() {
  return { title: (await getTranslations("analytics.roi"))("title") };
}

export default async function AnalyticsRoi(props: ReportPageProps) {
  const { ctx, page, shared } = await openReport(props);
  return <RoiReport {...shared} data={await read(ctx, getRoiPage, page)} />;
}
