import { useTranslations } from "next-intl";
import { BarChart, LineChart } from "@/components/charts/charts";
import { hasData } from "@/components/charts/series";
import { staffPath } from "@/components/layout/navigation";
import { ButtonLink } from "@/components/ui/button";
import { KpiGrid } from "@/components/ui/kpi-tile";
import { NPS_MIN_ANSWERS } from "@/lib/domain/kpi";
import type { NpsPage } from "@/lib/features/analytics/types";
import { CommentList } from "./comment-list";
import { useCompared } from "./comparison";
import { useDefinition } from "./definition-text";
import { detailOf, valueText } from "./figure-text";
import { FigureTile } from "./figure-tile";
import { NpsTable } from "./nps-table";
import { ReportPage } from "./report-page";
import type { ReportProps } from "./report-props";
import { monthSeries } from "./series";

const groups = ["detractors", "passives", "promoters"] as const;

export function NpsReport(props: ReportProps<NpsPage>) {
  const t = useTranslations("analytics.nps");
  const { merchantSlug, choice, segment, format, data } = props;
  return (
    <ReportPage title={t("title")} description={t("description")} choice={choice} segment={segment}>
      <KpiGrid>
        {(["nps", "csat", "ces"] as const).map((kpi) => (
          <FigureTile key={kpi} report={data.figures[kpi]} compared={data.compared} format={format} />
        ))}
      </KpiGrid>
      <NpsTrend {...props} />
      <NpsGroups {...props} />
      <NpsTable months={data.months} figures={data.figures.nps.months} format={format} />
      <CommentList comments={data.comments} merchantSlug={merchantSlug} format={format} />
    </ReportPage>
  );
}

/** The score of each month between the ends of its interval; months of few answers stand apart. */
function NpsTrend({ merchantSlug, choice, firstDay, format, data }: ReportProps<NpsPage>) {
  const t = useTranslations("analytics.nps");
  const definition = useDefinition(merchantSlug, "nps");
  const { months, figures } = data;
  const withCompared = useCompared({ choice, firstDay }, data);
  const { current, months: scores, previousMonths } = figures.nps;
  const score = (thin: boolean, of = scores) =>
    of.map(({ n, value }) => (n < NPS_MIN_ANSWERS === thin ? value : null));
  const bound = (name: string) => scores.map((month) => detailOf(month, name));
  const series = [
    ...withCompared(
      monthSeries(months, { key: "nps", label: t("score"), unit: "score" }, score(false)),
      score(false, previousMonths),
    ),
    monthSeries(months, { key: "low", label: t("low"), unit: "score", boundOf: "nps" }, bound("low")),
    monthSeries(months, { key: "high", label: t("high"), unit: "score", boundOf: "nps" }, bound("high")),
  ];
  const thin = withCompared(
    monthSeries(months, { key: "thin", label: t("thinScore"), unit: "score", muted: true }, score(true)),
    score(true, previousMonths),
  );
  const text = (value: number | null) => valueText(format, value, "score");
  return (
    <LineChart
      title={t("trend")}
      finding={
        current.value === null
          ? t("trendUnknown")
          : t("trendFinding", {
              value: text(current.value),
              low: text(detailOf(current, "low")),
              high: text(detailOf(current, "high")),
              n: current.n,
            })
      }
      series={hasData(thin) ? [...series, ...thin] : series}
      xKind="month"
      domain={[-100, 100]}
      definition={definition}
      empty={{
        title: t("empty"),
        description: t("emptyDescription"),
        action: (
          <ButtonLink href={staffPath(merchantSlug, "surveys")} variant="primary">
            {t("openSurveys")}
          </ButtonLink>
        ),
      }}
    />
  );
}

function NpsGroups({ merchantSlug, format, data: { months, figures } }: ReportProps<NpsPage>) {
  const t = useTranslations("analytics.nps");
  const definition = useDefinition(merchantSlug, "nps");
  const { current, months: scores } = figures.nps;
  const share = (group: string) =>
    scores.map((month) => (month.n === 0 ? null : (detailOf(month, group) ?? 0) / month.n));
  const count = (group: string) => format.number(detailOf(current, group) ?? 0);
  return (
    <BarChart
      title={t("groups")}
      finding={t("groupsFinding", {
        promoters: count("promoters"),
        passives: count("passives"),
        detractors: count("detractors"),
      })}
      series={groups.map((group) =>
        monthSeries(months, { key: group, label: t(group), unit: "share", group }, share(group)),
      )}
      xKind="month"
      stacked
      domain={[0, 1]}
      definition={definition}
    />
  );
}
