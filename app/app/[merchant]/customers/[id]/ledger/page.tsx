import { ScrollText } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { LedgerTable } from "@/components/customers/ledger-table";
import { TabList } from "@/components/customers/tab-frame";
import { can } from "@/lib/domain/permissions";
import { getCustomerLedger } from "@/lib/features/customers";
import { read } from "@/lib/platform/query";
import { type CustomerPageProps, cursorOf, openCustomer } from "../open-customer";

export default async function LedgerPage({ params, searchParams }: CustomerPageProps) {
  const { merchant: slug, id } = await params;
  const { ctx, customer, role, format, path } = await openCustomer(slug, id);
  const [t, page] = await Promise.all([
    getTranslations("customers.ledger"),
    read(ctx, getCustomerLedger, { customerId: id, cursor: await cursorOf(searchParams) }),
  ]);
  const empty = { icon: ScrollText, title: t("empty"), description: t("emptyDescription") };
  return (
    <TabList href={`${path}/ledger`} page={page} empty={empty}>
      <LedgerTable
        rows={page.rows}
        path={path}
        slug={slug}
        available={customer.balance.available}
        format={format}
        mayReverse={can(role, "points.adjust")}
      />
    </TabList>
  );
}
