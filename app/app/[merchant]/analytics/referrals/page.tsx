import { getTranslations } from "next-intl/server";
import { ReferralReport } from "@/components/analytics/referral-report";
import { getReferralFunnel } from "@/lib/features/analytics";
import { read } from "@/lib/platform/query";
import { openReport, type ReportPageProps } from "../open-report";

export async function generateMetadata() {
  return { title: (await getTranslations("analytics.referrals"))("title") };
}

export default async function AnalyticsReferrals(props: ReportPageProps) {
  const { ctx, page, shared } = await openReport(props);
  return <ReferralReport {...shared} data={await read(ctx, getReferralFunnel, page)} />;
}
