import { useTranslations } from "next-intl";
import { Badge, type Tone } from "@/components/ui/badge";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { textIn } from "@/lib/domain/program/schema";
import type { RedemptionRow } from "@/lib/features/rewards";
import type { Format } from "@/lib/platform/i18n/format";
import { CancelRedemption } from "./cancel-redemption";

const tones: Record<RedemptionRow["status"], Tone> = {
  issued: "accent",
  used: "success",
  cancelled: "neutral",
  expired: "neutral",
};

type Props = { rows: RedemptionRow[]; format: Format; slug: string; mayCancel: boolean };

/** The rewards a customer took, with their codes. */
export function RewardsTable({ rows, format, slug, mayCancel }: Props) {
  const t = useTranslations("customers.rewards");
  const name = ({ reward }: RedemptionRow) => textIn(reward.name, "en", "en", reward.key);
  return (
    <Table caption={t("title")}>
      <thead>
        <tr>
          <Th>{t("reward")}</Th>
          <Th>{t("code")}</Th>
          <Th>{t("status")}</Th>
          <Th numeric>{t("price")}</Th>
          <Th>{t("taken")}</Th>
          <Th>{t("until")}</Th>
          {mayCancel && <Th />}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Tr key={row.id}>
            <Th scope="row" className="border-b-0">
              {name(row)}
            </Th>
            <Td className="code">{row.code}</Td>
            <Td>
              <Badge tone={tones[row.status]}>{t(`statuses.${row.status}`)}</Badge>
            </Td>
            <Td numeric>{row.price === 0n ? t("gift") : format.number(row.price)}</Td>
            <Td className="whitespace-nowrap">{format.day(row.issuedAt)}</Td>
            <Td className="whitespace-nowrap">{row.expiresOn ? format.day(row.expiresOn) : t("noEnd")}</Td>
            {mayCancel && (
              <Td className="text-right">
                {row.status === "issued" && (
                  <CancelRedemption
                    slug={slug}
                    redemptionId={row.id}
                    rewardName={name(row)}
                    price={row.price}
                  />
                )}
              </Td>
            )}
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
