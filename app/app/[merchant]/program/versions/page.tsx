import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Page } from "@/components/layout/page";
import { VersionTable } from "@/components/program/version-table";
import { listVersions } from "@/lib/features/programs";
import { read } from "@/lib/platform/query";
import { loadProgram } from "../load-program";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("program"))("versions.title") };
}

export default async function VersionsPage({ params }: { params: Promise<{ merchant: string }> }) {
  const { ctx, words, mayEdit, href } = await loadProgram((await params).merchant);
  const versions = await read(ctx, listVersions, {});
  const { t } = words;
  return (
    <Page title={t("versions.title")} description={t("versions.description")}>
      <VersionTable versions={versions} words={words} href={href} mayEdit={mayEdit} />
    </Page>
  );
}
