import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { engagementReadings } from "@/lib/domain/kpi";
import type { Overview } from "@/lib/features/analytics/types";
import type { Format } from "@/lib/platform/i18n/format";
import { valueText } from "./figure-text";

/** Members by the tier they hold today, with the four readings of their engagement. */
export function TierTable({ tiers, format }: { tiers: Overview["tiers"]; format: Format }) {
  const t = useTranslations("analytics.overview");
  const heads = { aer: t("engaged"), aer_earned: t("earned"), aer_used: t("used"), aer_both: t("both") };
  if (tiers.length === 0)
    return (
      <Card title={t("tiers")}>
        <EmptyState headingLevel="h3" title={t("noMembers")} description={t("noMembersDescription")} />
      </Card>
    );
  return (
    <Card title={t("tiers")} description={t("tiersDescription")} padded={false}>
      <Table caption={t("tiers")}>
        <thead>
          <tr>
            <Th>{t("tier")}</Th>
            <Th numeric>{t("members")}</Th>
            {engagementReadings.map((reading) => (
              <Th key={reading} numeric>
                {heads[reading]}
              </Th>
            ))}
          </tr>
        </thead>
        <tbody>
          {tiers.map(({ tier, name, members, rates }) => (
            <Tr key={tier ?? ""}>
              <Th scope="row" className="border-b-0">
                {tier === null ? t("noTier") : name}
              </Th>
              <Td numeric>{format.number(members)}</Td>
              {engagementReadings.map((reading) => (
                <Td key={reading} numeric>
                  {valueText(format, rates[reading].value, "share")}
                </Td>
              ))}
            </Tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}
