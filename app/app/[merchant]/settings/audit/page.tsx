import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Page } from "@/components/layout/page";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Pagination } from "@/components/ui/pagination";
import { listAuditLog } from "@/lib/features/audit";
import { listMembers } from "@/lib/features/team";
import { requireStaff } from "@/lib/platform/auth/staff";
import { read } from "@/lib/platform/query";
import { AuditFilters } from "./audit-filters";
import { AuditTable } from "./audit-table";
import { type AuditSearch, auditHref, toAuditFilter } from "./search";

type Props = { params: Promise<{ merchant: string }>; searchParams: Promise<AuditSearch> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("audit"))("title") };
}

export default async function AuditPage({ params, searchParams }: Props) {
  const { ctx, merchant } = await requireStaff((await params).merchant, "audit.read");
  const filter = toAuditFilter(await searchParams);
  const [t, log, members] = await Promise.all([
    getTranslations("audit"),
    read(ctx, listAuditLog, filter),
    read(ctx, listMembers, {}),
  ]);
  const { cursor, ...filters } = filter;
  const isFiltered = Object.values(filters).some(Boolean);
  return (
    <Page title={t("title")} description={t("description")}>
      <AuditFilters filter={filters} members={members} isFiltered={isFiltered} />
      <Card padded={false}>
        {log.rows.length > 0 ? (
          <AuditTable merchant={merchant} rows={log.rows} />
        ) : isFiltered || cursor ? (
          <EmptyState title={t("noMatch")} />
        ) : (
          <EmptyState title={t("empty")} description={t("emptyDescription")} />
        )}
      </Card>
      <Pagination
        previousHref={log.previous ? auditHref({ ...filters, cursor: log.previous }) : undefined}
        nextHref={log.next ? auditHref({ ...filters, cursor: log.next }) : undefined}
      />
    </Page>
  );
}
