import { UserPlus } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { CustomerReferrals } from "@/components/referrals/customer-referrals";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { getCustomerReferrals, referralLink } from "@/lib/features/referrals";
import { read } from "@/lib/platform/query";
import { type CustomerPageProps, openCustomer } from "../open-customer";

export default async function ReferralsTab({ params }: CustomerPageProps) {
  const { merchant: slug, id } = await params;
  const { ctx, format } = await openCustomer(slug, id);
  const [t, referrals] = await Promise.all([
    getTranslations("referrals.customer"),
    read(ctx, getCustomerReferrals, { customerId: id }),
  ]);
  const isEmpty = !referrals.code && !referrals.invitedBy && referrals.invited.length === 0;
  if (isEmpty)
    return (
      <Card>
        <EmptyState icon={UserPlus} title={t("empty")} description={t("emptyDescription")} />
      </Card>
    );
  const link = referrals.code && referralLink(referrals.code);
  return <CustomerReferrals referrals={referrals} link={link} slug={slug} format={format} />;
}
