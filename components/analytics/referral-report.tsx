import { useTranslations } from "next-intl";
import { BarChart, LineChart } from "@/components/charts/charts";
import { staffPath } from "@/components/layout/navigation";
import { ButtonLink } from "@/components/ui/button";
import { KpiGrid, KpiTile } from "@/components/ui/kpi-tile";
import type { Unit } from "@/lib/domain/kpi";
import type { AnyFigure, KpiReport, ReferralFunnel } from "@/lib/features/analytics/types";
import type { Format } from "@/lib/platform/i18n/format";
import { useCompared } from "./comparison";
import { useDefinition } from "./definition-text";
import { deltaOf, detailOf, valueText } from "./figure-text";
import { ReportPage } from "./report-page";
import type { ReportProps } from "./report-props";
import { monthSeries } from "./series";

/** What inviting brought: the funnel from the link to the reward, its conversion, and the months. */
export function ReferralReport(props: ReportProps<ReferralFunnel>) {
  const t = useTranslations("analytics.referrals");
  const { choice, segment } = props;
  return (
    <ReportPage title={t("title")} description={t("description")} choice={choice} segment={segment}>
      <Tiles {...props} />
      <Funnel {...props} />
      <Months {...props} />
    </ReportPage>
  );
}

/** One of the numbers beside the conversion, as a report of its own. */
function partOf(report: KpiReport, name: string, unit: Unit): KpiReport {
  const only = (figure: AnyFigure) => ({ ...figure, unit, value: detailOf(figure, name) });
  return {
    ...report,
    unit,
    current: only(report.current),
    previous: report.previous && only(report.previous),
    months: report.months.map(only),
  };
}

function Tiles({ format, data }: ReportProps<ReferralFunnel>) {
  const t = useTranslations("analytics.referrals");
  const change = useTranslations("analytics.notes");
  const report = data.figures.referrals;
  const { numerator, denominator } = report.current;
  const count = (name: string) => format.number(detailOf(report.current, name) ?? 0);
  const share = (name: string) => valueText(format, detailOf(report.current, name), "share");
  const tiles = [
    {
      key: "conversion",
      of: report,
      note:
        denominator === 0 ? t("noClaims") : t("conversionNote", { ordered: numerator, claimed: denominator }),
    },
    {
      key: "newCustomers",
      of: partOf(report, "new_customers", "count"),
      note: t("newCustomersNote", { share: share("share_of_new_customers") }),
    },
    { key: "revenue", of: partOf(report, "revenue", "money"), note: t("revenueNote") },
    {
      key: "sharers",
      of: partOf(report, "sharers_rate", "share"),
      note: t("sharersNote", { count: count("sharers") }),
    },
    { key: "shared", of: partOf(report, "shared", "count"), note: t("sharedNote") },
    { key: "refused", of: partOf(report, "refused", "count"), note: t("refusedNote") },
  ] as const;
  return (
    <KpiGrid>
      {tiles.map(({ key, of, note }) => (
        <KpiTile
          key={key}
          label={t(key)}
          value={valueText(format, of.current.value, of.unit)}
          delta={tileDelta(key, of, data, format, (points) => change("points", { change: points }))}
          note={note}
          sparkline={of.months.map((month) => month.value)}
        />
      ))}
    </KpiGrid>
  );
}

/** Refusals are neither good nor bad news. */
function tileDelta(
  key: string,
  report: KpiReport,
  { compared }: ReferralFunnel,
  format: Format,
  points: (change: string) => string,
) {
  const delta = deltaOf(report, compared, format, points);
  return delta && key === "refused" ? { ...delta, goodDirection: "none" as const } : delta;
}

function Funnel({ merchantSlug, choice, format, data }: ReportProps<ReferralFunnel>) {
  const t = useTranslations("analytics.referrals");
  const compared = useTranslations("analytics");
  const definition = useDefinition(merchantSlug, "referrals");
  const { current, previous } = data.stages;
  const bars = current.filter(({ stage }) => stage !== "shared");
  // The number and its share of the step before stand beside the bar: visits leave little of the bars after them.
  const labels = bars.map(({ stage, count }, i) => {
    const from = bars[i - 1]?.count;
    const name = t(`stages.${stage}`);
    const rate = from ? ` (${format.figure(count / from, "share")})` : "";
    return [name, `${name}: ${format.number(count)}${rate}`];
  });
  const points = (rows: typeof current) =>
    rows
      .filter(({ stage }) => stage !== "shared")
      .map(({ stage, count }) => ({ x: t(`stages.${stage}`), y: count }));
  const label = t("stage");
  const before = previous && {
    key: "before",
    label: compared("compared", { series: label, comparison: choice.comparison }),
    unit: "count" as const,
    comparisonOf: "now",
    points: points(previous),
  };
  const { value, numerator, denominator } = data.figures.referrals.current;
  const isEmpty = current.every(({ count }) => count === 0);
  return (
    <BarChart
      title={t("funnel")}
      finding={
        value === null
          ? t("funnelUnknown")
          : t("funnelFinding", {
              claimed: denominator,
              ordered: numerator,
              value: format.figure(value, "share"),
            })
      }
      series={
        isEmpty
          ? []
          : [{ key: "now", label, unit: "count", points: points(current) }, ...(before ? [before] : [])]
      }
      xKind="category"
      horizontal
      axisLabels={Object.fromEntries(labels)}
      definition={definition}
      empty={{
        title: t("empty"),
        description: t("emptyDescription"),
        action: (
          <ButtonLink href={staffPath(merchantSlug, "program/referrals")} variant="primary">
            {t("openProgram")}
          </ButtonLink>
        ),
      }}
    />
  );
}

function Months({ merchantSlug, choice, firstDay, data }: ReportProps<ReferralFunnel>) {
  const t = useTranslations("analytics.referrals");
  const definition = useDefinition(merchantSlug, "referrals");
  const withCompared = useCompared({ choice, firstDay }, data);
  const { months, figures } = data;
  const { months: now, previousMonths } = figures.referrals;
  const counts = (of: AnyFigure[], name: string) => of.map((month) => detailOf(month, name));
  return (
    <LineChart
      title={t("trend")}
      finding={t("trendFinding")}
      series={(["claimed", "ordered"] as const).flatMap((stage) =>
        withCompared(
          monthSeries(months, { key: stage, label: t(`stages.${stage}`), unit: "count" }, counts(now, stage)),
          counts(previousMonths, stage),
        ),
      )}
      xKind="month"
      definition={definition}
    />
  );
}
