import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { NPS_MIN_ANSWERS } from "@/lib/domain/kpi";
import { type DateRange, monthOf } from "@/lib/domain/time";
import type { AnyFigure } from "@/lib/features/analytics/types";
import type { Format } from "@/lib/platform/i18n/format";
import { detailOf, valueText } from "./figure-text";

/** Score, interval and answers of each month; months of few answers in grey. */
export function NpsTable({
  months,
  figures,
  format,
}: {
  months: DateRange[];
  figures: AnyFigure[];
  format: Format;
}) {
  const t = useTranslations("analytics.nps");
  const month = useTranslations("analytics");
  return (
    <Card title={t("table")} padded={false}>
      <Table caption={t("table")}>
        <thead>
          <tr>
            <Th>{month("month")}</Th>
            <Th numeric>{t("score")}</Th>
            <Th numeric>{t("interval")}</Th>
            <Th numeric>{t("answers")}</Th>
          </tr>
        </thead>
        <tbody>
          {figures.map((figure, i) => {
            const from = months[i]?.from ?? "";
            const bound = (name: string) => valueText(format, detailOf(figure, name), "score");
            return (
              <Tr key={from} className={cn(figure.n < NPS_MIN_ANSWERS && "text-muted-foreground")}>
                <Th scope="row" className="border-b-0 font-normal">
                  {format.month(monthOf(from))}
                </Th>
                <Td numeric>{valueText(format, figure.value, "score")}</Td>
                <Td numeric>{figure.value === null ? "–" : `${bound("low")} – ${bound("high")}`}</Td>
                <Td numeric>{format.number(figure.n)}</Td>
              </Tr>
            );
          })}
        </tbody>
      </Table>
    </Card>
  );
}
