"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useMemo } from "react";
import { DataTable, dataColumns } from "@/components/tables/data-table";
import type { TablePage } from "@/components/tables/table-params";
import { actionsFor } from "@/lib/domain/perks/transitions";
import { subscriptionStatuses } from "@/lib/domain/perks/types";
import type { SubscriptionRow } from "@/lib/features/subscriptions";
import { useFormat } from "@/lib/platform/i18n/format-context";
import { StatusBadge } from "./status-badge";
import { SubscriptionActions } from "./subscription-actions";

type PlanName = { key: string; name: string };
type Props = {
  slug: string;
  page: TablePage<SubscriptionRow>;
  plans: readonly PlanName[];
  mayWrite: boolean;
  empty: ReactNode;
};

const column = dataColumns<SubscriptionRow>();

function useColumns({ slug, plans, mayWrite }: Pick<Props, "slug" | "plans" | "mayWrite">) {
  const t = useTranslations("subscriptions");
  const format = useFormat();
  return useMemo(() => {
    const planName = (key: string) => plans.find((plan) => plan.key === key)?.name ?? key;
    const nameOf = ({ name, email, customerExternalId }: SubscriptionRow) =>
      name ?? email ?? customerExternalId;
    const standing = ({ status, coming, startedAt }: SubscriptionRow) =>
      coming ? t("startsOn", { day: format.day(startedAt) }) : t(`statuses.${status}`);
    const columns = [
      column.accessor("name", {
        header: t("columns.customer"),
        meta: { rowHeader: true },
        cell: ({ row: { original } }) => (
          <span className="grid font-normal">
            <span className="font-medium">{nameOf(original)}</span>
            {original.name && <span className="text-muted-foreground">{original.email}</span>}
            {/* The columns to the right are out of sight on a phone. */}
            <span className="sm:hidden">
              {planName(original.planKey)} · {standing(original)}
            </span>
          </span>
        ),
      }),
      column.accessor("planKey", {
        header: t("columns.plan"),
        cell: (info) => planName(info.getValue()),
      }),
      column.accessor("status", {
        header: t("columns.status"),
        cell: ({ row: { original } }) => (
          <StatusBadge status={original.status} coming={original.coming} label={standing(original)} />
        ),
      }),
      column.accessor("renewsOn", {
        header: t("columns.next"),
        meta: { numeric: true },
        cell: ({ row: { original } }) => {
          const day = original.status === "active" && original.renewsOn;
          return day ? format.day(day) : <span className="text-muted-foreground">–</span>;
        },
      }),
      column.accessor("renewals", {
        header: t("columns.renewals"),
        meta: { numeric: true },
        cell: (info) => format.number(info.getValue()),
      }),
      column.accessor("startedAt", {
        header: t("columns.started"),
        meta: { numeric: true },
        cell: (info) => format.day(info.getValue()),
      }),
    ];
    if (!mayWrite) return columns;
    const acts = column.display({
      id: "acts",
      header: () => <span className="sr-only">{t("columns.acts")}</span>,
      cell: ({ row: { original } }) => (
        <div className="relative">
          <SubscriptionActions
            slug={slug}
            subscriptionId={original.id}
            who={nameOf(original)}
            plan={planName(original.planKey)}
            actions={actionsFor(original.status, "staff")}
          />
        </div>
      ),
    });
    return [...columns, acts];
  }, [t, format, plans, slug, mayWrite]);
}

/** All subscriptions; search, filters and page live in the address. A row leads to the customer's. */
export function SubscriptionsTable({ slug, page, plans, mayWrite, empty }: Props) {
  const t = useTranslations("subscriptions");
  const columns = useColumns({ slug, plans, mayWrite });
  return (
    <DataTable
      caption={t("title")}
      columns={columns}
      page={page}
      rowId={(row) => row.id}
      rowHref={(row) => `/app/${slug}/customers/${row.customerId}/subscriptions#${row.id}`}
      searchLabel={t("search")}
      filters={[
        {
          key: "status",
          label: t("columns.status"),
          anyLabel: t("anyStatus"),
          options: subscriptionStatuses.map((status) => ({ value: status, label: t(`statuses.${status}`) })),
        },
        {
          key: "plan",
          label: t("columns.plan"),
          anyLabel: t("anyPlan"),
          options: plans.map(({ key, name }) => ({ value: key, label: name })),
        },
      ]}
      empty={empty}
    />
  );
}
