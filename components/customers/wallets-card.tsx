import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { WalletRow } from "@/lib/features/rewards";
import type { Format } from "@/lib/platform/i18n/format";
import { assetAmount, waitingText, walletName } from "./asset-words";

/** Everything the customer holds, where that is more than points, and what is on its way. */
export function WalletsCard({ wallets, format }: { wallets: WalletRow[]; format: Format }) {
  const t = useTranslations("customers.wallets");
  const units = useTranslations("customers.wallets.units");
  const waits = useTranslations("customers.pending");
  const program = useTranslations("program");
  if (wallets.every(({ asset, waiting }) => asset === "points" && waiting.length === 0)) return null;
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
              <Th scope="row">
                {walletName(wallet, t)}
                {wallet.waiting.map(({ units: count, until }) => {
                  const text = waitingText(until, { t: waits, program, format });
                  return (
                    <span key={text} className="block font-normal whitespace-normal text-muted-foreground">
                      {assetAmount(wallet.asset, count, units, format)} · {text}
                    </span>
                  );
                })}
              </Th>
              <Td numeric>
                {wallet.of === null
                  ? assetAmount(wallet.asset, wallet.available, units, format)
                  : t("ofFull", { count: Number(wallet.available), of: wallet.of })}
              </Td>
              <Td numeric>{assetAmount(wallet.asset, wallet.pending, units, format)}</Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}
