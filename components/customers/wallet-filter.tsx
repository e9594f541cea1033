import { useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button";
import type { WalletRow } from "@/lib/features/rewards";
import { walletName } from "./asset-words";

/** Links that show the ledger of one wallet or of all; nothing where there is but one. */
export function WalletFilter({
  wallets,
  chosen,
  href,
}: {
  wallets: WalletRow[];
  chosen: string | undefined;
  /** `/app/{merchant}/customers/{id}/ledger` */
  href: string;
}) {
  const t = useTranslations("customers.wallets");
  if (wallets.length < 2) return null;
  const link = (asset: string | undefined, label: string) => (
    <ButtonLink
      key={label}
      href={asset === undefined ? href : `${href}?${new URLSearchParams({ wallet: asset })}`}
      aria-current={asset === chosen ? "page" : undefined}
      className="aria-[current=page]:border-primary aria-[current=page]:text-primary"
    >
      {label}
    </ButtonLink>
  );
  return (
    <nav aria-label={t("title")} className="mb-4 flex flex-wrap gap-2">
      {link(undefined, t("all"))}
      {wallets.map((wallet) => link(wallet.asset, walletName(wallet, t)))}
    </nav>
  );
}
