"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useMemo } from "react";
import { DataTable, dataColumns } from "@/components/tables/data-table";
import type { TablePage } from "@/components/tables/table-params";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import type { SelectOption } from "@/components/ui/input";
import { TierBadge } from "@/components/ui/tier-badge";
import type { TierName } from "@/lib/domain/program/tier-names";
import type { CustomerRow } from "@/lib/features/customers";
import { useFormat } from "@/lib/platform/i18n/format-context";

const column = dataColumns<CustomerRow>();

function useColumns(tiers: readonly TierName[]) {
  const t = useTranslations("customers");
  const format = useFormat();
  return useMemo(() => {
    const tierOf = new Map(tiers.map((tier) => [tier.key, tier]));
    return [
      column.accessor("name", {
        header: t("columns.name"),
        meta: { rowHeader: true },
        cell: ({ row: { original } }) => <Who customer={original} />,
      }),
      column.accessor("tierKey", {
        header: t("columns.tier"),
        cell: ({ row: { original } }) => {
          if (!original.enrolledAt) return <Badge>{t("notMember")}</Badge>;
          if (!original.tierKey) return <span className="text-muted-foreground">–</span>;
          const tier = tierOf.get(original.tierKey);
          return <TierBadge name={tier?.name ?? original.tierKey} place={tier?.place} />;
        },
      }),
      column.accessor("available", {
        id: "points",
        header: t("columns.points"),
        enableSorting: true,
        meta: { numeric: true },
        cell: (info) => (
          <span className={cn(info.getValue() < 0n && "font-medium text-negative")}>
            {format.number(info.getValue())}
          </span>
        ),
      }),
      column.accessor("pending", {
        header: t("columns.pending"),
        meta: { numeric: true },
        cell: (info) => format.number(info.getValue()),
      }),
      column.accessor("lastOrderAt", {
        id: "lastOrder",
        header: t("columns.lastOrder"),
        enableSorting: true,
        meta: { numeric: true },
        cell: (info) => {
          const at = info.getValue();
          return at ? format.day(at) : <span className="text-muted-foreground">{t("never")}</span>;
        },
      }),
      column.accessor("createdAt", {
        id: "created",
        header: t("columns.created"),
        enableSorting: true,
        meta: { numeric: true },
        cell: (info) => format.day(info.getValue()),
      }),
    ];
  }, [t, format, tiers]);
}

function Who({ customer }: { customer: CustomerRow }) {
  const t = useTranslations("customers");
  const { name, email, externalId, foundBy } = customer;
  const also = name ? (email ?? externalId) : externalId;
  return (
    <span className="grid font-normal">
      <span className="font-medium">{name ?? email ?? t("unnamed", { id: externalId })}</span>
      <span className="text-muted-foreground">
        {foundBy ? t(`foundBy.${foundBy.by}`, { value: foundBy.value }) : also}
      </span>
      {/* The columns to the right are out of sight on a phone. */}
      <span className="num sm:hidden">{t("points", { amount: Number(customer.available) })}</span>
    </span>
  );
}

/** The list of customers; its order, filters and page live in the address. */
export function CustomersTable({
  slug,
  page,
  tiers,
  segments,
  empty,
}: {
  slug: string;
  page: TablePage<CustomerRow>;
  tiers: readonly TierName[];
  segments: readonly SelectOption[];
  empty: ReactNode;
}) {
  const t = useTranslations("customers");
  const columns = useColumns(tiers);
  const tierOptions = [
    ...tiers.map((tier) => ({ value: tier.key, label: tier.name })),
    { value: "none", label: t("filters.noTier") },
  ];
  return (
    <DataTable
      caption={t("title")}
      columns={columns}
      page={page}
      rowId={(row) => row.id}
      rowHref={(row) => `/app/${slug}/customers/${row.id}`}
      filters={[
        { key: "tier", label: t("filters.tier"), anyLabel: t("filters.anyTier"), options: tierOptions },
        ...(segments.length > 0
          ? [
              {
                key: "segment",
                label: t("filters.segment"),
                anyLabel: t("filters.anySegment"),
                options: segments,
              },
            ]
          : []),
        {
          key: "member",
          label: t("filters.member"),
          anyLabel: t("filters.anyMember"),
          options: [
            { value: "yes", label: t("filters.members") },
            { value: "no", label: t("filters.notMembers") },
          ],
        },
        {
          key: "balance",
          label: t("filters.balance"),
          anyLabel: t("filters.anyBalance"),
          options: [{ value: "below-zero", label: t("filters.belowZero") }],
        },
      ]}
      empty={empty}
    />
  );
}
