import { useTranslations } from "next-intl";
import { BarChart, LineChart } from "@/components/charts/charts";
import { staffPath } from "@/components/layout/navigation";
import { Alert } from "@/components/ui/alert";
import { ButtonLink } from "@/components/ui/button";
import { KpiGrid } from "@/components/ui/kpi-tile";
import { PROGRAM_COST_KINDS } from "@/lib/domain/kpi";
import type { RoiPage } from "@/lib/features/analytics/types";
import { useCompared } from "./comparison";
import { useDefinition } from "./definition-text";
import { detailOf, valueText } from "./figure-text";
import { FigureTile } from "./figure-tile";
import { ReportPage } from "./report-page";
import type { ReportProps } from "./report-props";
import { cumulative, monthSeries } from "./series";

export function RoiReport(props: ReportProps<RoiPage>) {
  const t = useTranslations("analytics.roi");
  const { merchantSlug, choice, segment, format, data } = props;
  const costs = staffPath(merchantSlug, "analytics/roi/costs");
  return (
    <ReportPage title={t("title")} description={t("description")} choice={choice} segment={segment} withCosts>
      <div>
        <ButtonLink href={costs}>{t("openCosts")}</ButtonLink>
      </div>
      {data.marginBps === null && (
        <Alert
          kind="warning"
          title={t("noMargin")}
          actions={<ButtonLink href={costs}>{t("setMargin")}</ButtonLink>}
        >
          {t("noMarginDescription")}
        </Alert>
      )}
      <KpiGrid>
        {(["roi_attributed", "return_per_cost", "program_cost"] as const).map((kpi) => (
          <FigureTile key={kpi} report={data.figures[kpi]} compared={data.compared} format={format} />
        ))}
      </KpiGrid>
      <CostAgainstReturn {...props} />
      <CostByKind {...props} />
    </ReportPage>
  );
}

/** Cost and margin adding up over the months; revenue in place of a margin that is not known. */
function CostAgainstReturn({ merchantSlug, choice, firstDay, format, data }: ReportProps<RoiPage>) {
  const t = useTranslations("analytics.roi");
  const { months, figures, attributed, marginBps } = data;
  const definition = useDefinition(merchantSlug, "roi_attributed", "return_per_cost");
  const withCompared = useCompared({ choice, firstDay }, data);
  const returns = (of: typeof attributed.months) =>
    cumulative(of.map((month) => (marginBps === null ? month.revenueMinor : month.marginMinor)));
  const costs = (of: typeof figures.program_cost.months) => cumulative(of.map((month) => month.value));
  const hasAny = figures.program_cost.current.value !== 0 || attributed.current.orders > 0;
  const series = [
    ...withCompared(
      monthSeries(
        months,
        { key: "return", label: marginBps === null ? t("revenue") : t("margin"), unit: "money" },
        returns(attributed.months),
      ),
      returns(attributed.previousMonths),
    ),
    ...withCompared(
      monthSeries(
        months,
        { key: "cost", label: t("cost"), unit: "money" },
        costs(figures.program_cost.months),
      ),
      costs(figures.program_cost.previousMonths),
    ),
  ];
  return (
    <LineChart
      title={t("trend")}
      finding={
        marginBps === null
          ? t("trendNoMargin")
          : t(figures.program_cost.current.value === 0 ? "trendNoCost" : "trendFinding", {
              margin: valueText(format, attributed.current.marginMinor, "money"),
              cost: valueText(format, figures.program_cost.current.value, "money"),
            })
      }
      series={hasAny ? series : []}
      xKind="month"
      definition={definition}
      empty={{
        title: t("empty"),
        description: t("emptyDescription"),
        action: (
          <ButtonLink href={staffPath(merchantSlug, "analytics/roi/costs")} variant="primary">
            {t("enterCost")}
          </ButtonLink>
        ),
      }}
    />
  );
}

function CostByKind({ merchantSlug, segment, format, data: { months, figures } }: ReportProps<RoiPage>) {
  const t = useTranslations("analytics.roi");
  const ofSegment = useTranslations("chart.segment");
  const definition = useDefinition(merchantSlug, "program_cost");
  const { current, months: costs } = figures.program_cost;
  const kinds = PROGRAM_COST_KINDS.filter((kind) => detailOf(current, kind) !== 0);
  return (
    <BarChart
      title={t("byKind")}
      finding={t("byKindFinding", { value: valueText(format, current.value, "money") })}
      series={kinds.map((kind) =>
        monthSeries(
          months,
          { key: kind, label: t(`kinds.${kind}`), unit: "money" },
          costs.map((month) => detailOf(month, kind)),
        ),
      )}
      xKind="month"
      stacked
      definition={definition}
      empty={{
        title: t("noCost"),
        description: segment.chosen ? ofSegment("withoutCosts") : t("emptyDescription"),
      }}
    />
  );
}
