import { useTranslations } from "next-intl";
import { LineChart } from "@/components/charts/charts";
import { staffPath } from "@/components/layout/navigation";
import { ButtonLink } from "@/components/ui/button";
import { KpiGrid } from "@/components/ui/kpi-tile";
import type { Overview } from "@/lib/features/analytics/types";
import { useCompared } from "./comparison";
import { useDefinition } from "./definition-text";
import { valueText } from "./figure-text";
import { FigureTile } from "./figure-tile";
import { ReportPage } from "./report-page";
import type { ReportProps } from "./report-props";
import { endsInPart, monthSeries } from "./series";
import { TierTable } from "./tier-table";

/** Where each tile of the overview leads. */
export const tilePages = {
  nps: "analytics/nps",
  clv_simple: "analytics/clv",
  aer_used: "analytics/engagement",
  roi_attributed: "analytics/roi",
} as const;

export function OverviewReport({
  merchantSlug,
  choice,
  segment,
  firstDay,
  format,
  data,
}: ReportProps<Overview>) {
  const t = useTranslations("analytics");
  const { figures, months, compared } = data;
  const definition = useDefinition(merchantSlug, "net_revenue", "gross_revenue");
  const withCompared = useCompared({ choice, firstDay }, data);
  const money = (kpi: "gross_revenue" | "net_revenue") =>
    monthSeries(
      months,
      { key: kpi, label: t(`definitions.${kpi}.name`), unit: "money" },
      figures[kpi].months.map((month) => month.value),
    );
  const netBefore = figures.net_revenue.previousMonths.map((month) => month.value);
  const hasOrders = figures.orders.current.value !== 0;
  return (
    <ReportPage
      title={t("overview.title")}
      description={t("overview.description")}
      choice={choice}
      segment={segment}
      withCosts
    >
      <KpiGrid>
        {(["nps", "clv_simple", "aer_used", "roi_attributed"] as const).map((kpi) => (
          <FigureTile
            key={kpi}
            report={figures[kpi]}
            compared={compared}
            format={format}
            href={staffPath(merchantSlug, tilePages[kpi])}
          />
        ))}
        <FigureTile report={figures.repeat_purchase_rate} compared={compared} format={format} />
      </KpiGrid>
      <LineChart
        title={t("overview.chart")}
        finding={
          hasOrders
            ? t("overview.finding", {
                gross: valueText(format, figures.gross_revenue.current.value, "money"),
                net: valueText(format, figures.net_revenue.current.value, "money"),
                orders: figures.orders.current.value ?? 0,
                part: String(endsInPart(months)),
              })
            : undefined
        }
        series={hasOrders ? [...withCompared(money("net_revenue"), netBefore), money("gross_revenue")] : []}
        xKind="month"
        definition={definition}
        empty={{
          title: t("overview.noOrders"),
          description: t("overview.noOrdersDescription"),
          action: (
            <ButtonLink href={staffPath(merchantSlug, "data/imports")} variant="primary">
              {t("overview.import")}
            </ButtonLink>
          ),
        }}
      />
      <TierTable tiers={data.tiers} format={format} />
    </ReportPage>
  );
}
