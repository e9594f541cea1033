import { useTranslations } from "next-intl";
import { KpiGrid, KpiTile } from "@/components/ui/kpi-tile";
import type { CustomerDto } from "@/lib/features/customers";
import type { Format } from "@/lib/platform/i18n/format";

/** What the customer can use now, what is on its way, and what goes soon. */
export function Balances({ balance, format }: { balance: CustomerDto["balance"]; format: Format }) {
  const t = useTranslations("customers.balance");
  const { available, pending, expiringSoon } = balance;
  const owes = available < 0n;
  return (
    <KpiGrid>
      <KpiTile
        label={t("available")}
        value={<span className={owes ? "text-negative" : undefined}>{format.number(available)}</span>}
        note={owes ? t("owes") : t("usable")}
      />
      <KpiTile
        label={t("pending")}
        value={format.number(pending)}
        note={pending > 0n ? t("pendingNote") : t("noPending")}
      />
      <KpiTile
        label={t("expiring")}
        value={format.number(expiringSoon.amount)}
        note={
          expiringSoon.first
            ? t("expiringNote", { day: format.day(expiringSoon.first) })
            : t("nothingExpires", { days: expiringSoon.withinDays })
        }
      />
    </KpiGrid>
  );
}
