import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { AdjustPoints } from "@/components/customers/adjust-points";
import { Balances } from "@/components/customers/balances";
import { createEventNames } from "@/components/customers/event-names";
import { RecordEvent } from "@/components/customers/record-event";
import { RecordOrder } from "@/components/customers/record-order";
import { RecordRefund } from "@/components/customers/record-refund";
import { Page } from "@/components/layout/page";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { TabLinks } from "@/components/ui/tabs";
import { TierBadge } from "@/components/ui/tier-badge";
import { can } from "@/lib/domain/permissions";
import { listEventTypes } from "@/lib/features/events";
import { read } from "@/lib/platform/query";
import { openCustomer } from "./open-customer";

type Props = { params: Promise<{ merchant: string; id: string }>; children: ReactNode };

export default async function CustomerLayout({ params, children }: Props) {
  const { merchant: slug, id } = await params;
  const { ctx, customer, role, format, path } = await openCustomer(slug, id);
  const t = await getTranslations("customers");
  const types = can(role, "events.write") ? await read(ctx, listEventTypes, {}) : [];
  const nameOf = await createEventNames(types);
  const { externalId, name, email, tier } = customer;
  const title = name ?? email ?? t("unnamed", { id: externalId });
  const tabs = [
    "overview",
    "ledger",
    "orders",
    "rewards",
    "referrals",
    "subscriptions",
    "events",
    "surveys",
    "history",
  ] as const;
  const visible = tabs.filter((tab) => tab !== "history" || can(role, "customers.identify"));
  return (
    <Page
      width="detail"
      breadcrumbs={[{ href: `/app/${slug}/customers`, label: t(role === "support" ? "lookUp" : "title") }]}
      title={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          {title}
          {tier?.current && <TierBadge name={tier.current.name} place={tier.current.place} />}
          {!customer.enrolledAt && <Badge>{t("notMember")}</Badge>}
          {customer.blockedAt && <Badge tone="danger">{t("blocked")}</Badge>}
        </span>
      }
      description={[name && email, externalId].filter(Boolean).join(" · ")}
      actions={
        <>
          <ButtonLink href={`/app/${slug}/program/try?${new URLSearchParams({ customer: externalId })}`}>
            {t("whatIf")}
          </ButtonLink>
          {can(role, "points.adjust") && (
            <AdjustPoints slug={slug} customerId={id} available={customer.balance.available} />
          )}
          {can(role, "orders.write") && <RecordOrder slug={slug} customerExternalId={externalId} />}
          {can(role, "orders.write") && <RecordRefund slug={slug} customerExternalId={externalId} />}
          {types.length > 0 && (
            <RecordEvent
              slug={slug}
              customerId={id}
              types={types.map(({ trigger, fields }) => ({ trigger, fields, name: nameOf(trigger) }))}
            />
          )}
        </>
      }
    >
      <Balances balance={customer.balance} format={format} />
      <div className="min-w-0">
        <TabLinks
          label={t("tabs.label")}
          tabs={visible.map((tab) => ({
            href: tab === "overview" ? path : `${path}/${tab}`,
            label: t(`tabs.${tab}`),
          }))}
        />
        {children}
      </div>
    </Page>
  );
}
