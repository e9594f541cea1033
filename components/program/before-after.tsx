import { getTranslations } from "next-intl/server";
import { rangeText, valueText } from "@/components/analytics/figure-text";
import { Card } from "@/components/ui/card";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { BeforeAfter } from "@/lib/features/analytics";
import type { Format } from "@/lib/platform/i18n/format";

/** What the store's figures were before a version took effect and after; a sentence while it is too early to say. */
export async function BeforeAfterCard({ outcome, format }: { outcome: BeforeAfter | null; format: Format }) {
  const [t, tAnalytics] = await Promise.all([
    getTranslations("program.versions"),
    getTranslations("analytics"),
  ]);
  if (!outcome) return <Card title={t("figures")}>{t("figuresTooEarly")}</Card>;
  return (
    <Card title={t("figures")} description={t("figuresNote")} padded={false}>
      <Table caption={t("figures")} className="sm:min-w-[30rem]">
        <thead>
          <tr>
            <Th>{t("figure")}</Th>
            <Th numeric className="whitespace-normal">
              {rangeText(format, outcome.before)}
            </Th>
            <Th numeric className="whitespace-normal">
              {rangeText(format, outcome.after)}
            </Th>
          </tr>
        </thead>
        <tbody>
          {outcome.figures.map(({ before, after }) => (
            <Tr key={after.kpi}>
              <Th scope="row" className="whitespace-normal">
                {tAnalytics(`definitions.${after.kpi}.name`)}
              </Th>
              <Td numeric>{valueText(format, before.value, before.unit)}</Td>
              <Td numeric>{valueText(format, after.value, after.unit)}</Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}
