import { ScrollText } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { LedgerTable } from "@/components/customers/ledger-table";
import { TabList } from "@/components/customers/tab-frame";
import { WalletFilter } from "@/components/customers/wallet-filter";
import { can } from "@/lib/domain/permissions";
import { getCustomerLedger } from "@/lib/features/customers";
import { listWallets } from "@/lib/features/rewards";
import { read } from "@/lib/platform/query";
import { type CustomerPageProps, cursorOf, openCustomer } from "../open-customer";

export default async function LedgerPage({ params, searchParams }: CustomerPageProps) {
  const { merchant: slug, id } = await params;
  const { ctx, role, format, path } = await openCustomer(slug, id);
  const { wallet } = await searchParams;
  const wallets = await read(ctx, listWallets, { customerId: id });
  const asset = wallets.find((one) => one.asset === wallet)?.asset;
  const href = `${path}/ledger`;
  const [t, page] = await Promise.all([
    getTranslations("customers.ledger"),
    read(ctx, getCustomerLedger, { customerId: id, asset, cursor: await cursorOf(searchParams) }),
  ]);
  const empty = { icon: ScrollText, title: t("empty"), description: t("emptyDescription") };
  return (
    <>
      <WalletFilter wallets={wallets} chosen={asset} href={href} />
      <TabList
        href={asset ? `${href}?${new URLSearchParams({ wallet: asset })}` : href}
        page={page}
        empty={empty}
      >
        <LedgerTable
          rows={page.rows}
          path={path}
          slug={slug}
          wallets={wallets}
          format={format}
          mayReverse={can(role, "points.adjust")}
        />
      </TabList>
    </>
  );
}
