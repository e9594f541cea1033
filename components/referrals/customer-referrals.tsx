import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { StatList } from "@/components/ui/stat-list";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { ReferralRow, CustomerReferrals as Referrals } from "@/lib/features/referrals";
import type { Format } from "@/lib/platform/i18n/format";
import { Person } from "./person";
import { ReferralDay, ReferralState } from "./referral-state";

type Props = { slug: string; format: Format };

/** Who invited a customer, and whom the customer invited. */
export function CustomerReferrals({
  referrals,
  link,
  ...props
}: Props & { referrals: Referrals; link: string | null }) {
  const t = useTranslations("referrals.customer");
  const { visits, invited, invitedBy } = referrals;
  return (
    <div className="grid grid-cols-1 gap-4">
      {invitedBy && (
        <Card title={t("invitedBy")} padded={false}>
          <Rows caption={t("invitedBy")} rows={[invitedBy]} side="advocate" {...props} />
        </Card>
      )}
      <Card title={t("link")}>
        {link ? (
          <StatList
            items={[
              { label: t("address"), value: <span className="break-all">{link}</span> },
              { label: t("visits"), value: props.format.number(visits) },
            ]}
          />
        ) : (
          <p className="text-muted-foreground">{t("noLink")}</p>
        )}
      </Card>
      <Card title={t("invited")} padded={invited.length === 0}>
        {invited.length > 0 ? (
          <Rows caption={t("invited")} rows={invited} side="friend" {...props} />
        ) : (
          <p className="text-muted-foreground">{t("noFriends")}</p>
        )}
      </Card>
    </div>
  );
}

function Rows({
  caption,
  rows,
  side,
  slug,
  format,
}: Props & { caption: string; rows: ReferralRow[]; side: "advocate" | "friend" }) {
  const t = useTranslations("referrals.columns");
  return (
    <Table caption={caption}>
      <thead>
        <tr>
          <Th>{t(side)}</Th>
          <Th>{t("state")}</Th>
          <Th numeric>{t("claimed")}</Th>
          <Th numeric>{t("day")}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Tr key={row.id} className="align-top">
            <Th scope="row" className="border-b-0">
              <Person slug={slug} person={row[side]} />
            </Th>
            <Td className="min-w-48">
              <ReferralState row={row} />
            </Td>
            <Td numeric>{format.day(row.claimedAt)}</Td>
            <Td numeric>
              <ReferralDay row={row} format={format} />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
