import { useTranslations } from "next-intl";
import { staffPath } from "@/components/layout/navigation";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { AnyFigure } from "@/lib/features/analytics/types";
import type { Format } from "@/lib/platform/i18n/format";
import { detailOf, valueText } from "./figure-text";
import { LifespanControl } from "./lifespan-control";

/** The lifespans that are offered beside the measured one. */
const lifespanYears = [1, 2, 3, 5, 10];

type FactorsProps = { merchantSlug: string; figure: AnyFigure; lifespan: string; format: Format };

/** The factors of the simple CLV, their product, and what a tenth more of each would bring. */
export function ClvFactors({ merchantSlug, figure, lifespan, format }: FactorsProps) {
  const t = useTranslations("analytics.clv");
  const detail = (name: string) => detailOf(figure, name);
  const margin = detail("margin");
  const number = (value: number | null) => (value === null ? "–" : format.number(value));
  const gain = detail("lever") === null ? "–" : `+${valueText(format, detail("lever"), "money")}`;
  const factors = [
    { key: "aov", label: t("aov"), value: valueText(format, detail("average_order_value"), "money") },
    { key: "frequency", label: t("frequency"), value: number(detail("orders_per_year")) },
    { key: "lifespan", label: t("lifespan"), value: number(detail("lifespan_years")) },
  ];
  return (
    <Card
      title={t("factors")}
      description={t("factorsDescription")}
      padded={false}
      actions={
        <>
          {margin === null && (
            <ButtonLink href={staffPath(merchantSlug, "analytics/roi/costs")}>{t("setMargin")}</ButtonLink>
          )}
          <LifespanControl
            label={t("lifespanLabel")}
            value={lifespan}
            options={[
              ...lifespanYears.map((years) => ({
                value: String(years),
                label: t("lifespanYears", { years }),
              })),
              { value: "measured", label: t("lifespanMeasured") },
            ]}
          />
        </>
      }
    >
      <Table caption={t("factors")}>
        <thead>
          <tr>
            <Th>{t("factor")}</Th>
            <Th numeric>{t("value")}</Th>
            <Th numeric>{t("lever")}</Th>
          </tr>
        </thead>
        <tbody>
          {factors.map(({ key, label, value }) => (
            <Tr key={key}>
              <Th scope="row" className="border-b-0 font-normal">
                {label}
              </Th>
              <Td numeric>{value}</Td>
              <Td numeric>{gain}</Td>
            </Tr>
          ))}
          <Tr>
            <Th scope="row" className="border-b-0 font-normal">
              {t("margin")}
            </Th>
            <Td numeric>{margin === null ? t("unknownMargin") : format.percent(margin)}</Td>
            <Td />
          </Tr>
          <Tr>
            <Th scope="row" className="border-b-0 font-semibold">
              {t("product")}
            </Th>
            <Td numeric className="font-semibold">
              {valueText(format, figure.value, "money")}
            </Td>
            <Td />
          </Tr>
        </tbody>
      </Table>
    </Card>
  );
}
