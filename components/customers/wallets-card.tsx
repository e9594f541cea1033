import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { WalletRow } from "@/lib/features/rewards";
import type { Format } from "@/lib/platform/i18n/format";
import { assetAmount, walletName } from "./asset-words";

/** Everything the customer holds, where that is more than points. */
export function WalletsCard({ wallets, format }: { wallets: WalletRow[]; format: Format }) {
  const t = useTranslations("customers.wallets");
  const units = useTranslations("customers.wallets.units");
  if (wallets.every(({ asset }) => asset === "points")) return null;
  return (
    <Card title={t("title")} padded={false}>
      <Table caption={t("title")}>
        <thead>
          <tr>
            <Th>{t("wallet")}</Th>
            <Th numeric>{t("available")}</Th>
            <Th numeric>{t("pending")}</Th>
          </tr>
        </thead>
        <tbody>
          {wallets.map((wallet) => (
            <Tr key={wallet.asset}>
              <Th scope="row">{walletName(wallet, t)}</Th>
              <Td numeric>{assetAmount(wallet.asset, wallet.available, units, format)}</Td>
              <Td numeric>{assetAmount(wallet.asset, wallet.pending, units, format)}</Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}
