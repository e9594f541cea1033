import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ImportTable } from "@/components/imports/import-table";
import { UploadForm } from "@/components/imports/upload-form";
import { staffPath } from "@/components/layout/navigation";
import { Page } from "@/components/layout/page";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Pagination } from "@/components/ui/pagination";
import { can } from "@/lib/domain/permissions";
import { listImports, ownColumns } from "@/lib/features/imports";
import { requireStaff } from "@/lib/platform/auth/staff";
import { ClientMessages } from "@/lib/platform/i18n/client-messages";
import { read } from "@/lib/platform/query";

type Props = {
  params: Promise<{ merchant: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("imports"))("title") };
}

export default async function ImportsPage({ params, searchParams }: Props) {
  const { ctx, merchant, role } = await requireStaff((await params).merchant, "imports.read");
  const { before } = await searchParams;
  const cursor = typeof before === "string" && /^[0-9a-f-]{36}$/.test(before) ? before : undefined;
  const [t, imports] = await Promise.all([
    getTranslations("imports"),
    read(ctx, listImports, { before: cursor }),
  ]);
  const path = staffPath(merchant.slug, "data/imports");
  return (
    <Page title={t("title")} description={t("description")}>
      {can(role, "imports.write") && !cursor && (
        <ClientMessages namespaces={["imports"]}>
          <UploadForm slug={merchant.slug} path={path} columns={ownColumns} />
        </ClientMessages>
      )}
      <Card padded={false}>
        {imports.rows.length > 0 ? (
          <ImportTable rows={imports.rows} merchant={merchant} path={path} />
        ) : (
          <EmptyState title={t("empty")} description={t("emptyDescription", { slug: merchant.slug })} />
        )}
      </Card>
      <Pagination
        previousHref={cursor && path}
        nextHref={imports.next ? `${path}?before=${imports.next}` : undefined}
      />
    </Page>
  );
}
