import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { staffPath } from "@/components/layout/navigation";
import { Badge } from "@/components/ui/badge";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { SurveyRow } from "@/lib/features/surveys";
import { getFormat } from "@/lib/platform/i18n/server";

/** All surveys with how many were asked and how many answered. */
export async function SurveyTable({
  merchant,
  surveys,
}: {
  merchant: { slug: string; currency: string; timezone: string };
  surveys: readonly SurveyRow[];
}) {
  const [t, format] = await Promise.all([
    getTranslations("surveys"),
    getFormat({ currency: merchant.currency, timeZone: merchant.timezone }),
  ]);
  return (
    <Table caption={t("title")}>
      <thead>
        <Tr>
          <Th>{t("columns.name")}</Th>
          <Th>{t("columns.kind")}</Th>
          <Th>{t("columns.status")}</Th>
          <Th numeric>{t("columns.asked")}</Th>
          <Th numeric>{t("columns.answers")}</Th>
          <Th numeric>{t("columns.rate")}</Th>
          <Th>{t("columns.last")}</Th>
        </Tr>
      </thead>
      <tbody>
        {surveys.map((survey) => (
          <Tr key={survey.id}>
            <Td>
              <Link
                href={staffPath(merchant.slug, `surveys/${survey.id}`)}
                className="text-primary underline-offset-4 hover:underline"
              >
                {survey.name}
              </Link>
            </Td>
            <Td>{t(`kindShort.${survey.kind}`)}</Td>
            <Td>
              <Badge tone={survey.status === "open" ? "success" : "neutral"}>
                {t(`status.${survey.status}`)}
              </Badge>
            </Td>
            <Td numeric>{format.number(survey.invitations)}</Td>
            <Td numeric>{format.number(survey.responses)}</Td>
            <Td numeric>
              {survey.responseRate === null ? t("noRate") : format.percent(survey.responseRate)}
            </Td>
            <Td className="num whitespace-nowrap">
              {survey.lastAnsweredAt ? format.day(survey.lastAnsweredAt) : t("noRate")}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
