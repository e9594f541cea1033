import { useTranslations } from "next-intl";
import type { Series } from "@/components/charts/series";
import type { DateRange } from "@/lib/domain/time";
import type { ReportProps } from "./report-props";
import { comparisonSeries } from "./series";

type Windows = { months: readonly DateRange[]; comparedMonths: readonly DateRange[] };

/**
 * Makes a series followed by what it is compared with, or the series alone when nothing is compared. An amount of 0 from
 * before the first order is not known to be 0, and stays a gap.
 */
export function useCompared(
  { choice, firstDay }: Pick<ReportProps<unknown>, "choice" | "firstDay">,
  { months, comparedMonths }: Windows,
) {
  const t = useTranslations("analytics");
  return (main: Series, values: readonly (number | null)[]): Series[] => {
    if (comparedMonths.length === 0) return [main];
    const { key, unit } = main;
    const label = t("compared", { series: main.label, comparison: choice.comparison });
    const look = { key: `${key}_before`, label, unit, comparisonOf: key };
    const known = comparedMonths.map(({ to }, i) =>
      unit === "money" && values[i] === 0 && to <= firstDay ? null : (values[i] ?? null),
    );
    return [main, comparisonSeries(months, comparedMonths, look, known)];
  };
}
