import { Repeat } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { staffPath } from "@/components/layout/navigation";
import { Page } from "@/components/layout/page";
import { SubscriptionsTable } from "@/components/perks/subscriptions-table";
import { TakeSubscription } from "@/components/perks/take-subscription";
import { readTableParams } from "@/components/tables/table-params";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { can } from "@/lib/domain/permissions";
import { localDateOf } from "@/lib/domain/time";
import { listPlanNames } from "@/lib/features/programs";
import { listSubscriptions } from "@/lib/features/subscriptions";
import { requireStaff } from "@/lib/platform/auth/staff";
import { ClientMessages } from "@/lib/platform/i18n/client-messages";
import { read } from "@/lib/platform/query";

type Props = {
  params: Promise<{ merchant: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("subscriptions"))("title") };
}

export default async function SubscriptionsPage({ params, searchParams }: Props) {
  const { ctx, merchant, role } = await requireStaff((await params).merchant, "subscriptions.read");
  const { slug } = merchant;
  const { search, filters, before, after } = readTableParams(await searchParams);
  const { status, plan } = filters;
  const [t, found, plans] = await Promise.all([
    getTranslations("subscriptions"),
    read(ctx, listSubscriptions, { search, status, plan, cursor: before ?? after }),
    read(ctx, listPlanNames, {}),
  ]);
  const mayWrite = can(role, "subscriptions.write");
  const toPlans = plans.length === 0 && can(role, "program.write") && (
    <ButtonLink href={staffPath(slug, "program/perks")}>{t("toPlans")}</ButtonLink>
  );
  const today = localDateOf(ctx.now, merchant.timezone);
  const emptyText = t(plans.length === 0 ? "emptyNoPlans" : "emptyDescription");
  const empty = <EmptyState icon={Repeat} title={t("empty")} description={emptyText} action={toPlans} />;
  return (
    <ClientMessages namespaces={["subscriptions"]}>
      <Page
        title={t("title")}
        description={t("description")}
        actions={mayWrite && plans.length > 0 && <TakeSubscription {...{ slug, plans, today }} />}
      >
        <Card padded={false}>
          <SubscriptionsTable {...{ slug, plans, mayWrite, empty }} page={found} />
        </Card>
      </Page>
    </ClientMessages>
  );
}
