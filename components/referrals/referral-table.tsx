"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useMemo } from "react";
import { DataTable, dataColumns } from "@/components/tables/data-table";
import type { TablePage } from "@/components/tables/table-params";
import { referralStates } from "@/lib/domain/referrals/types";
import type { ReferralRow } from "@/lib/features/referrals";
import { useFormat } from "@/lib/platform/i18n/format-context";
import { Person } from "./person";
import { ReferralDay, ReferralState } from "./referral-state";

const column = dataColumns<ReferralRow>();

const calledBy = ({ name, email }: ReferralRow["advocate"]) => name ?? email;

function useColumns(slug: string) {
  const t = useTranslations("referrals");
  const format = useFormat();
  return useMemo(
    () => [
      column.accessor("friend", {
        header: t("columns.friend"),
        meta: { rowHeader: true },
        cell: ({ row: { original } }) => (
          <>
            <Person slug={slug} person={original.friend} />
            {/* The columns to the right are out of sight on a phone. */}
            <span className="mt-1 grid gap-1 font-normal whitespace-normal sm:hidden">
              <ReferralState row={original} />
              <span className="text-muted-foreground">
                {t("invitedBy", { name: calledBy(original.advocate) ?? t("unnamed") })}
              </span>
              <span className="text-muted-foreground">
                {format.day(original.claimedAt)}
                {(original.payOn || original.endedAt) && " · "}
                {(original.payOn || original.endedAt) && <ReferralDay row={original} format={format} />}
              </span>
            </span>
          </>
        ),
      }),
      column.accessor("advocate", {
        header: t("columns.advocate"),
        cell: (info) => <Person slug={slug} person={info.getValue()} />,
      }),
      column.accessor("state", {
        header: t("columns.state"),
        cell: ({ row: { original } }) => <ReferralState row={original} />,
      }),
      column.accessor("claimedAt", {
        header: t("columns.claimed"),
        meta: { numeric: true },
        cell: (info) => format.day(info.getValue()),
      }),
      column.accessor("payOn", {
        header: t("columns.day"),
        meta: { numeric: true },
        cell: ({ row: { original } }) => <ReferralDay row={original} format={format} />,
      }),
    ],
    [t, format, slug],
  );
}

/** The list of referrals; its search, filter and page live in the address. */
export function ReferralTable({
  slug,
  page,
  empty,
}: {
  slug: string;
  page: TablePage<ReferralRow>;
  empty: ReactNode;
}) {
  const t = useTranslations("referrals");
  const columns = useColumns(slug);
  return (
    <DataTable
      caption={t("title")}
      columns={columns}
      page={page}
      rowId={(row) => row.id}
      searchLabel={t("search")}
      filters={[
        {
          key: "state",
          label: t("filters.state"),
          anyLabel: t("filters.anyState"),
          options: referralStates.map((value) => ({ value, label: t(`states.${value}`) })),
        },
      ]}
      empty={empty}
    />
  );
}
