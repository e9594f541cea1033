import { useTranslations } from "next-intl";
import { LineChart } from "@/components/charts/charts";
import { staffPath } from "@/components/layout/navigation";
import { ButtonLink } from "@/components/ui/button";
import { KpiGrid } from "@/components/ui/kpi-tile";
import type { ClvPage } from "@/lib/features/analytics/types";
import { ClvFactors } from "./clv-factors";
import { useDefinition } from "./definition-text";
import { valueText } from "./figure-text";
import { FigureTile } from "./figure-tile";
import { ReportPage } from "./report-page";
import type { ReportProps } from "./report-props";
import { monthSeries } from "./series";

type ClvProps = ReportProps<ClvPage> & { lifespan: string };

export function ClvReport(props: ClvProps) {
  const t = useTranslations("analytics.clv");
  const { merchantSlug, choice, segment, format, data, lifespan } = props;
  const kpis = ["clv_simple", "clv_historic", "aov", "purchase_frequency"] as const;
  return (
    <ReportPage title={t("title")} description={t("description")} choice={choice} segment={segment}>
      <KpiGrid>
        {kpis.map((kpi) => (
          <FigureTile key={kpi} report={data.figures[kpi]} compared={data.compared} format={format} />
        ))}
      </KpiGrid>
      <ClvFactors
        merchantSlug={merchantSlug}
        figure={data.figures.clv_simple.current}
        lifespan={lifespan}
        format={format}
      />
      <HistoricValue {...props} />
      <OrderValue {...props} />
    </ReportPage>
  );
}

function useEmpty(merchantSlug: string) {
  const t = useTranslations("analytics");
  return {
    title: t("clv.empty"),
    description: t("clv.emptyDescription"),
    action: (
      <ButtonLink href={staffPath(merchantSlug, "data/imports")} variant="primary">
        {t("overview.import")}
      </ButtonLink>
    ),
  };
}

function HistoricValue({ merchantSlug, format, data: { months, figures } }: ClvProps) {
  const t = useTranslations("analytics");
  const definition = useDefinition(merchantSlug, "clv_historic");
  const { current, months: values } = figures.clv_historic;
  return (
    <LineChart
      title={t("clv.trend")}
      finding={
        current.value === null
          ? t("clv.trendUnknown")
          : t("clv.trendFinding", { value: valueText(format, current.value, "money"), n: current.n })
      }
      series={[
        monthSeries(
          months,
          { key: "clv_historic", label: t("definitions.clv_historic.name"), unit: "money" },
          values.map((month) => month.value),
        ),
      ]}
      xKind="month"
      definition={definition}
      empty={useEmpty(merchantSlug)}
    />
  );
}

function OrderValue({ merchantSlug, format, data: { months, figures } }: ClvProps) {
  const t = useTranslations("analytics");
  const definition = useDefinition(merchantSlug, "aov", "purchase_frequency");
  const { current, months: values } = figures.aov;
  return (
    <LineChart
      title={t("clv.orders")}
      finding={t("clv.ordersFinding", { value: valueText(format, current.value, "money") })}
      series={[
        monthSeries(
          months,
          { key: "aov", label: t("definitions.aov.name"), unit: "money" },
          values.map((month) => month.value),
        ),
      ]}
      xKind="month"
      definition={definition}
      empty={useEmpty(merchantSlug)}
    />
  );
}
