import { Repeat } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { SubscriptionCards } from "@/components/perks/subscription-cards";
import { TakeSubscription } from "@/components/perks/take-subscription";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { can } from "@/lib/domain/permissions";
import { localDateOf } from "@/lib/domain/time";
import { listPlanNames } from "@/lib/features/programs";
import { getCustomerSubscriptions } from "@/lib/features/subscriptions";
import { ClientMessages } from "@/lib/platform/i18n/client-messages";
import { read } from "@/lib/platform/query";
import { type CustomerPageProps, openCustomer } from "../open-customer";

export default async function SubscriptionsPage({ params }: CustomerPageProps) {
  const { merchant: slug, id } = await params;
  const { ctx, role, format, customer, merchant } = await openCustomer(slug, id);
  const [t, subscriptions, plans] = await Promise.all([
    getTranslations("subscriptions"),
    read(ctx, getCustomerSubscriptions, { customerId: id }),
    read(ctx, listPlanNames, {}),
  ]);
  const { externalId, name, email } = customer;
  const mayWrite = can(role, "subscriptions.write");
  const today = localDateOf(ctx.now, merchant.timezone);
  const take = mayWrite && plans.some((plan) => plan.active) && (
    <TakeSubscription {...{ slug, plans, today }} customer={externalId} />
  );
  const empty = { icon: Repeat, title: t("ownEmpty"), description: t("ownEmptyDescription") };
  return (
    <ClientMessages namespaces={["subscriptions"]}>
      <div className="grid grid-cols-1 gap-4">
        {subscriptions.length > 0 && take && <div>{take}</div>}
        {subscriptions.length === 0 && (
          <Card padded={false}>
            <EmptyState {...empty} action={take} />
          </Card>
        )}
        <SubscriptionCards {...{ subscriptions, slug, format, mayWrite }} who={name ?? email ?? externalId} />
      </div>
    </ClientMessages>
  );
}
