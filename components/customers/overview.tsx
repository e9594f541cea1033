import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { StatList } from "@/components/ui/stat-list";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { CustomerDto, Origin } from "@/lib/features/customers";
import type { Format } from "@/lib/platform/i18n/format";
import { createOriginWords } from "./origin-words";

type Props = { customer: CustomerDto; format: Format };

export function ActivityCard({ customer, format }: Props) {
  const t = useTranslations("customers.activity");
  const never = useTranslations("customers")("never");
  const day = (at: Date | null) => (at ? format.day(at) : never);
  return (
    <Card title={t("title")}>
      <StatList
        items={[
          { label: t("orders"), value: format.number(customer.ordersCount) },
          { label: t("spend"), value: format.money(customer.spendMinor) },
          { label: t("earned"), value: format.number(customer.pointsEarned) },
          { label: t("first"), value: day(customer.firstOrderAt) },
          { label: t("last"), value: day(customer.lastOrderAt) },
        ]}
      />
    </Card>
  );
}

export function ProfileCard({ customer, format, actions }: Props & { actions: React.ReactNode }) {
  const t = useTranslations("customers.profile");
  const known = (value: string | null) =>
    value ?? <span className="font-normal text-muted-foreground">{t("unknown")}</span>;
  return (
    <Card title={t("title")} actions={actions}>
      <StatList
        items={[
          { label: t("id"), value: <span className="break-all">{customer.externalId}</span> },
          { label: t("email"), value: known(customer.email) },
          { label: t("birthday"), value: known(customer.birthday && format.day(customer.birthday)) },
          { label: t("country"), value: known(customer.country) },
          { label: t("language"), value: known(customer.locale) },
          { label: t("marketing"), value: customer.acceptsMarketing ? t("yes") : t("no") },
          { label: t("tags"), value: known(customer.tags.join(", ") || null) },
          { label: t("member"), value: known(customer.enrolledAt && format.day(customer.enrolledAt)) },
          ...(customer.joinedAt ? [{ label: t("joined"), value: format.day(customer.joinedAt) }] : []),
          { label: t("added"), value: format.day(customer.createdAt) },
        ]}
      />
    </Card>
  );
}

/** The points still open, in the order in which they are spent. */
export function LotsCard({ customer, format }: Props) {
  const t = useTranslations("customers.lots");
  const { lots } = customer;
  return (
    <Card title={t("title")} description={t("description")} padded={lots.length === 0}>
      {lots.length === 0 ? (
        <p className="text-muted-foreground">{t("empty")}</p>
      ) : (
        <Table caption={t("title")}>
          <thead>
            <tr>
              <Th>{t("from")}</Th>
              <Th numeric>{t("left")}</Th>
              <Th numeric>{t("expires")}</Th>
            </tr>
          </thead>
          <tbody>
            {lots.map((lot) => (
              <Tr key={lot.id}>
                <Td>
                  <LotSource lot={lot} />
                </Td>
                <Td numeric>
                  {format.number(lot.remaining)}{" "}
                  {lot.remaining < lot.amount && (
                    <span className="text-muted-foreground">
                      {t("of", { amount: format.number(lot.amount) })}
                    </span>
                  )}
                </Td>
                <Td numeric>{lot.expiresOn ? format.day(lot.expiresOn) : t("never")}</Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
    </Card>
  );
}

function LotSource({ lot }: { lot: Origin }) {
  const [why, source] = [useTranslations("customers.why"), useTranslations("customers.sources")];
  const [codes, reasons] = [useTranslations("customers.codes"), useTranslations("customers.reasons")];
  return createOriginWords({ why, source, codes, reasons }).originText(lot);
}
