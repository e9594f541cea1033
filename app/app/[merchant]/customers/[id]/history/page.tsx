import { History } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { HistoryTable } from "@/components/customers/activity-tables";
import { createEventNames } from "@/components/customers/event-names";
import { TabList } from "@/components/customers/tab-frame";
import { getCustomerHistory } from "@/lib/features/customers";
import { listEventTypes } from "@/lib/features/events";
import { requireStaff } from "@/lib/platform/auth/staff";
import { read } from "@/lib/platform/query";
import { type CustomerPageProps, cursorOf, openCustomer } from "../open-customer";

export default async function HistoryPage({ params, searchParams }: CustomerPageProps) {
  const { merchant: slug, id } = await params;
  const { ctx } = await requireStaff(slug, "customers.identify");
  const { format, path } = await openCustomer(slug, id);
  const [t, page, types] = await Promise.all([
    getTranslations("customers.history"),
    read(ctx, getCustomerHistory, { customerId: id, cursor: await cursorOf(searchParams) }),
    read(ctx, listEventTypes, {}),
  ]);
  const empty = { icon: History, title: t("empty"), description: t("emptyDescription") };
  return (
    <TabList href={`${path}/history`} page={page} empty={empty}>
      <HistoryTable rows={page.rows} eventName={await createEventNames(types)} format={format} />
    </TabList>
  );
}
