import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ImportReport } from "@/components/imports/import-report";
import { ImportState } from "@/components/imports/import-state";
import { kindName } from "@/components/imports/import-table";
import { RejectedRows } from "@/components/imports/rejected-rows";
import { staffPath } from "@/components/layout/navigation";
import { Page } from "@/components/layout/page";
import { DomainError } from "@/lib/domain/errors";
import { getImport, listImportErrors } from "@/lib/features/imports";
import { requireStaff } from "@/lib/platform/auth/staff";
import { ClientMessages } from "@/lib/platform/i18n/client-messages";
import { read } from "@/lib/platform/query";

type Props = {
  params: Promise<{ merchant: string; id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("imports"))("title") };
}

/** A batch that is not there, or an id that is none, is a 404. */
function missing(error: unknown): never {
  if (error instanceof DomainError && ["NOT_FOUND", "VALIDATION"].includes(error.code)) notFound();
  throw error;
}

export default async function ImportPage({ params, searchParams }: Props) {
  const { merchant: slug, id } = await params;
  const { ctx, merchant } = await requireStaff(slug, "imports.read");
  const { after } = await searchParams;
  const position = typeof after === "string" && /^\d{1,9}$/.test(after) ? Number(after) : undefined;
  const batch = await read(ctx, getImport, { batchId: id }).catch(missing);
  const [t, errors] = await Promise.all([
    getTranslations("imports"),
    read(ctx, listImportErrors, { batchId: id, after: position }),
  ]);
  const list = staffPath(merchant.slug, "data/imports");
  return (
    <Page
      width="detail"
      title={t("batch", { kind: await kindName(batch.kind) })}
      description={batch.files.join(", ")}
      breadcrumbs={[{ label: t("title"), href: list }]}
    >
      <ClientMessages namespaces={["imports"]}>
        <ImportState status={batch.status} counts={batch.counts} />
      </ClientMessages>
      <ImportReport batch={batch} merchant={merchant} />
      <RejectedRows
        errors={errors}
        status={batch.status}
        path={`${list}/${id}`}
        isFirst={position === undefined}
      />
    </Page>
  );
}
