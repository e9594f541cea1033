import { Gift } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { RewardsTable } from "@/components/customers/rewards-table";
import { TabList } from "@/components/customers/tab-frame";
import { can } from "@/lib/domain/permissions";
import { listRedemptions } from "@/lib/features/rewards";
import { read } from "@/lib/platform/query";
import { type CustomerPageProps, cursorOf, openCustomer } from "../open-customer";

export default async function RewardsPage({ params, searchParams }: CustomerPageProps) {
  const { merchant: slug, id } = await params;
  const { ctx, role, format, path } = await openCustomer(slug, id);
  const [t, { redemptions: rows, next }] = await Promise.all([
    getTranslations("customers.rewards"),
    read(ctx, listRedemptions, { customerId: id, before: await cursorOf(searchParams) }),
  ]);
  const empty = { icon: Gift, title: t("empty"), description: t("emptyDescription") };
  return (
    <TabList href={`${path}/rewards`} page={{ rows, next }} empty={empty}>
      <RewardsTable rows={rows} format={format} slug={slug} mayCancel={can(role, "redemptions.write")} />
    </TabList>
  );
}
