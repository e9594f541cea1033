import { useTranslations } from "next-intl";
import { Badge, type Tone } from "@/components/ui/badge";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { textIn } from "@/lib/domain/program/schema";
import { isHadAtOnce } from "@/lib/domain/rewards/cost";
import type { RedemptionRow } from "@/lib/features/rewards";
import type { Format } from "@/lib/platform/i18n/format";
import { assetAmount } from "./asset-words";
import { RedemptionActions } from "./redemption-actions";

const tones: Record<RedemptionRow["status"] | "reserved", Tone> = {
  issued: "accent",
  reserved: "warning",
  used: "success",
  cancelled: "neutral",
  expired: "neutral",
};

const stateOf = ({ status, held }: RedemptionRow) => (held ? "reserved" : status);

type Props = { rows: RedemptionRow[]; format: Format; slug: string; mayCancel: boolean };

/** The rewards a customer took, with their codes. */
export function RewardsTable({ rows, format, slug, mayCancel }: Props) {
  const t = useTranslations("customers.rewards");
  const units = useTranslations("customers.wallets.units");
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
              <Badge tone={tones[stateOf(row)]}>{t(`statuses.${stateOf(row)}`)}</Badge>
            </Td>
            <Td numeric>{row.price === 0n ? t("gift") : assetAmount(row.asset, row.price, units, format)}</Td>
            <Td className="whitespace-nowrap">{format.day(row.issuedAt)}</Td>
            <Td className="whitespace-nowrap">{row.expiresOn ? format.day(row.expiresOn) : t("noEnd")}</Td>
            {mayCancel && (
              <Td className="text-right">
                <RedemptionActions
                  slug={slug}
                  redemption={{
                    ...{ id: row.id, code: row.code, status: row.status },
                    held: row.held && { cart: row.held.cart, until: format.dateTime(row.held.until) },
                  }}
                  reward={name(row)}
                  amount={assetAmount(row.asset, row.price, units, format)}
                  isPaid={isHadAtOnce(row.reward)}
                />
              </Td>
            )}
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
