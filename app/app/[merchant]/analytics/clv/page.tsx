import { getTranslations } from "next-intl/server";
import { ClvReport } from "@/components/analytics/clv-report";
import { DEFAULT_LIFESPAN_YEARS } from "@/lib/domain/kpi";
import { getClvPage } from "@/lib/features/analytics";
import { read } from "@/lib/platform/query";
import { openReport, type ReportPageProps } from "../open-report";

export async function generateMetadata() {
  return { title: (await getTranslations("analytics.clv"))("title") };
}

/** `measured` or a number of years; anything unreadable is the usual lifespan. */
function readLifespan(value: string | string[] | undefined): string {
  const years = Number(value);
  const readable = value === "measured" || (years > 0 && years <= 100);
  return readable ? String(value) : String(DEFAULT_LIFESPAN_YEARS);
}

export default async function AnalyticsClv(props: ReportPageProps) {
  const { ctx, search, page, shared } = await openReport(props);
  const lifespan = readLifespan(search.lifespan);
  return <ClvReport {...shared} lifespan={lifespan} data={await read(ctx, getClvPage, { page, lifespan })} />;
}
