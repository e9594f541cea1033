import { useTranslations } from "next-intl";
import { BarChart, LineChart } from "@/components/charts/charts";
import { staffPath } from "@/components/layout/navigation";
import { ButtonLink } from "@/components/ui/button";
import { KpiGrid } from "@/components/ui/kpi-tile";
import { engagementReadings } from "@/lib/domain/kpi";
import type { EngagementPage, KpiReport } from "@/lib/features/analytics/types";
import { useCompared } from "./comparison";
import { useDefinition } from "./definition-text";
import { detailOf, valueText } from "./figure-text";
import { FigureTile } from "./figure-tile";
import { ReportPage } from "./report-page";
import type { ReportProps } from "./report-props";
import { endsInPart, monthSeries } from "./series";
import { TierTable } from "./tier-table";

const participation = [
  "members",
  "new_members",
  "enrolment_rate",
  "never_redeemed_rate",
  "redemption_rate",
] as const;

export function EngagementReport(props: ReportProps<EngagementPage>) {
  const t = useTranslations("analytics.engagement");
  const { choice, segment, format, data } = props;
  const tile = (report: KpiReport) => (
    <FigureTile key={report.kpi} report={report} compared={data.compared} format={format} />
  );
  return (
    <ReportPage title={t("title")} description={t("description")} choice={choice} segment={segment}>
      <KpiGrid>{engagementReadings.map((kpi) => tile(data.figures[kpi]))}</KpiGrid>
      <MonthlyRates {...props} />
      <YearlyRate {...props} />
      <TierTable tiers={data.tiers} format={format} />
      <section aria-labelledby="participation" className="grid gap-4">
        <h2 id="participation" className="text-section font-semibold">
          {t("participation")}
        </h2>
        <KpiGrid>{participation.map((kpi) => tile(data.participation[kpi]))}</KpiGrid>
      </section>
    </ReportPage>
  );
}

function useEmpty(merchantSlug: string) {
  const t = useTranslations("analytics.engagement");
  return {
    title: t("empty"),
    description: t("emptyDescription"),
    action: (
      <ButtonLink href={staffPath(merchantSlug, "program")} variant="primary">
        {t("openProgram")}
      </ButtonLink>
    ),
  };
}

function MonthlyRates({ merchantSlug, format, data: { months, figures } }: ReportProps<EngagementPage>) {
  const t = useTranslations("analytics.engagement");
  const definition = useDefinition(merchantSlug, ...engagementReadings);
  const labels = { aer_used: t("used"), aer_earned: t("earned"), aer_both: t("both") };
  const { value } = figures.aer.current;
  const text = (rate: number | null) => valueText(format, rate, "share");
  return (
    <BarChart
      title={t("trend")}
      finding={
        value === null
          ? t("trendUnknown")
          : t("trendFinding", {
              used: text(figures.aer_used.current.value),
              value: text(value),
              part: String(endsInPart(months)),
            })
      }
      series={(["aer_used", "aer_earned", "aer_both"] as const).map((kpi) =>
        monthSeries(
          months,
          { key: kpi, label: labels[kpi], unit: "share" },
          figures[kpi].months.map((month) => month.value),
        ),
      )}
      xKind="month"
      definition={definition}
      empty={useEmpty(merchantSlug)}
    />
  );
}

function YearlyRate({ merchantSlug, choice, firstDay, format, data }: ReportProps<EngagementPage>) {
  const { months, yearly } = data;
  const t = useTranslations("analytics.engagement");
  const definition = useDefinition(merchantSlug, "aer_used", "aer");
  const withCompared = useCompared({ choice, firstDay }, { months, comparedMonths: yearly.comparedMonths });
  const { value } = yearly.current;
  const labels = { aer_used: t("used"), aer: t("yearlySeries") };
  const text = (rate: number | null) => valueText(format, rate, "share");
  return (
    <LineChart
      title={t("yearly")}
      finding={
        value === null
          ? t("trendUnknown")
          : t("yearlyFinding", { used: text(detailOf(yearly.current, "aer_used")), value: text(value) })
      }
      series={(["aer_used", "aer"] as const).flatMap((kpi) =>
        withCompared(
          monthSeries(
            months,
            { key: kpi, label: labels[kpi], unit: "share" },
            yearly.months.map((month) => detailOf(month, kpi)),
          ),
          yearly.previousMonths.map((month) => detailOf(month, kpi)),
        ),
      )}
      xKind="month"
      domain={[0, 1]}
      definition={definition}
      empty={useEmpty(merchantSlug)}
    />
  );
}
