import { useTranslations } from "next-intl";
import { KpiTile } from "@/components/ui/kpi-tile";
import { NPS_MIN_ANSWERS } from "@/lib/domain/kpi";
import type { DateRange } from "@/lib/domain/time";
import type { KpiReport } from "@/lib/features/analytics/types";
import type { Format } from "@/lib/platform/i18n/format";
import { deltaOf, detailOf, kpiText, valueText } from "./figure-text";

type TileProps = { report: KpiReport; compared: DateRange | null; format: Format; href?: string };

/** One KPI: value, change, what it rests on, and its months as a line. */
export function FigureTile({ report, compared, format, href }: TileProps) {
  const t = useTranslations("analytics");
  return (
    <KpiTile
      label={t(`definitions.${report.kpi}.name`)}
      value={kpiText(format, report, (amounts) => t("notes.perOne", amounts))}
      delta={deltaOf(report, compared, format, (change) => t("notes.points", { change }))}
      note={<FigureNote report={report} format={format} />}
      sparkline={report.months.map((month) => month.value)}
      href={href}
    />
  );
}

/** Why a value is missing or thin, or what it rests on. */
function FigureNote({ report: { kpi, current }, format }: { report: KpiReport; format: Format }) {
  const t = useTranslations("analytics");
  const { n, numerator, reason } = current;
  if (reason) return t(`reasons.${reason}`);
  if (kpi === "nps") {
    if (n < NPS_MIN_ANSWERS) return t("notes.thin", { n });
    const bound = (name: string) => valueText(format, detailOf(current, name), "score");
    return t("notes.answers", { low: bound("low"), high: bound("high"), n });
  }
  if (kpi === "clv_simple") {
    const margin = detailOf(current, "margin");
    return margin === null ? t("notes.revenue") : t("notes.margin", { margin: format.percent(margin) });
  }
  if (kpi === "program_cost") return t("notes.entries", { n });
  if (kpi === "roi_attributed" || kpi === "return_per_cost" || kpi === "aov")
    return t("notes.ofOrders", { n });
  if (kpi.startsWith("aer")) return t("notes.ofMembers", { count: format.number(numerator), n });
  if (kpi === "clv_historic" || kpi === "repeat_purchase_rate") return t("notes.ofCustomers", { n });
  return null;
}
