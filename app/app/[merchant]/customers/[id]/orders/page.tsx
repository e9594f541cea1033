import { ShoppingBag } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { LooseRefunds, OrdersTable } from "@/components/customers/orders-table";
import { TabList } from "@/components/customers/tab-frame";
import { getCustomerOrders } from "@/lib/features/customers";
import { read } from "@/lib/platform/query";
import { type CustomerPageProps, cursorOf, openCustomer } from "../open-customer";

export default async function OrdersPage({ params, searchParams }: CustomerPageProps) {
  const { merchant: slug, id } = await params;
  const { ctx, format, path } = await openCustomer(slug, id);
  const [t, page] = await Promise.all([
    getTranslations("customers.orders"),
    read(ctx, getCustomerOrders, { customerId: id, cursor: await cursorOf(searchParams) }),
  ]);
  const empty = { icon: ShoppingBag, title: t("empty"), description: t("emptyDescription") };
  return (
    <div className="grid grid-cols-1 gap-4">
      <TabList href={`${path}/orders`} page={page} empty={empty}>
        <OrdersTable orders={page.rows} format={format} />
      </TabList>
      <LooseRefunds refunds={page.looseRefunds} format={format} />
    </div>
  );
}
