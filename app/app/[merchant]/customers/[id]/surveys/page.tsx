import { MessageSquareText } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { SurveysTable } from "@/components/customers/activity-tables";
import { TabList } from "@/components/customers/tab-frame";
import { getCustomerSurveyAnswers } from "@/lib/features/customers";
import { read } from "@/lib/platform/query";
import { type CustomerPageProps, cursorOf, openCustomer } from "../open-customer";

export default async function SurveysPage({ params, searchParams }: CustomerPageProps) {
  const { merchant: slug, id } = await params;
  const { ctx, format, path } = await openCustomer(slug, id);
  const [t, page] = await Promise.all([
    getTranslations("customers.surveys"),
    read(ctx, getCustomerSurveyAnswers, { customerId: id, cursor: await cursorOf(searchParams) }),
  ]);
  const empty = { icon: MessageSquareText, title: t("empty"), description: t("emptyDescription") };
  return (
    <TabList href={`${path}/surveys`} page={page} empty={empty}>
      <SurveysTable rows={page.rows} format={format} />
    </TabList>
  );
}
