import { Card } from "@/components/ui/card";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { TierDistribution as Distribution } from "@/lib/features/programs";
import type { Words } from "./words";

/** How many members stand in each tier now, and would once the draft is published. */
export function TierDistribution({
  distribution,
  words,
  hasDraft,
}: {
  distribution: Distribution;
  words: Words;
  hasDraft: boolean;
}) {
  const { t, format, document } = words;
  const counted = distribution.tiers.map((tier) => tier.key);
  const ladder = document.tiers?.levels.map((level) => level.key) ?? [];
  // Tiers that the draft drops come last: their members are still there.
  const isAnyBelow = counted.includes(null) || (document.tiers?.levels[0]?.threshold ?? 1) > 0;
  const keys = [
    ...(isAnyBelow ? [null] : []),
    ...ladder,
    ...counted.filter((key) => key !== null && !ladder.includes(key)),
  ];
  const members = (key: string | null) => distribution.tiers.find((tier) => tier.key === key);
  const moving = t("tiers.moving", { count: distribution.moving });
  return (
    <Card
      title={t("tiers.distribution")}
      description={hasDraft ? `${t("tiers.distributionDescription")} ${moving}` : undefined}
      padded={false}
    >
      <Table caption={t("tiers.distribution")}>
        <thead>
          <tr>
            <Th>{t("tiers.tier")}</Th>
            <Th numeric>{t("tiers.now")}</Th>
            {hasDraft && <Th numeric>{t("tiers.draft")}</Th>}
          </tr>
        </thead>
        <tbody>
          {keys.map((key) => (
            <Tr key={key ?? ""}>
              <Th scope="row">{key === null ? t("tiers.below") : words.tierName(key)}</Th>
              <Td numeric>{format.number(members(key)?.now ?? 0)}</Td>
              {hasDraft && <Td numeric>{format.number(members(key)?.draft ?? 0)}</Td>}
            </Tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}
