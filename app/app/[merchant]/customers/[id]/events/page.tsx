import { CalendarCheck } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { createEventNames } from "@/components/customers/event-names";
import { EventsTable } from "@/components/customers/events-table";
import { TabList } from "@/components/customers/tab-frame";
import { listCustomerEvents, listEventTypes } from "@/lib/features/events";
import { read } from "@/lib/platform/query";
import { type CustomerPageProps, cursorOf, openCustomer } from "../open-customer";

export default async function EventsPage({ params, searchParams }: CustomerPageProps) {
  const { merchant: slug, id } = await params;
  const { ctx, format, path } = await openCustomer(slug, id);
  const [t, page, types] = await Promise.all([
    getTranslations("customers.events"),
    read(ctx, listCustomerEvents, { customerId: id, cursor: await cursorOf(searchParams) }),
    read(ctx, listEventTypes, {}),
  ]);
  const empty = { icon: CalendarCheck, title: t("empty"), description: t("emptyDescription") };
  return (
    <TabList href={`${path}/events`} page={page} empty={empty}>
      <EventsTable rows={page.rows} nameOf={await createEventNames(types)} format={format} />
    </TabList>
  );
}
