import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Page } from "@/components/layout/page";
import { DraftBanner } from "@/components/program/draft-banner";
import { RuleTable } from "@/components/program/rule-table";
import { ButtonLink } from "@/components/ui/button";
import { loadProgram } from "../load-program";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("program"))("earning.title") };
}

export default async function EarningPage({ params }: { params: Promise<{ merchant: string }> }) {
  const { draft, words, mayEdit, slug, href } = await loadProgram((await params).merchant);
  const { t } = words;
  const add = (
    <ButtonLink variant="primary" href={href("earning/new")}>
      {t("earning.add")}
    </ButtonLink>
  );
  return (
    <Page
      title={t("earning.title")}
      description={t("earning.description")}
      actions={mayEdit ? add : undefined}
    >
      <DraftBanner draft={draft} words={words} mayEdit={mayEdit} publishHref={href("publish")} />
      <RuleTable draft={draft} words={words} slug={slug} mayEdit={mayEdit} listHref={href("earning")} />
    </Page>
  );
}
