import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Page } from "@/components/layout/page";
import { PlanTable } from "@/components/perks/plan-table";
import { DraftBanner } from "@/components/program/draft-banner";
import { ButtonLink } from "@/components/ui/button";
import { loadProgram } from "../load-program";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("program"))("plans.title") };
}

export default async function PerksPage({ params }: { params: Promise<{ merchant: string }> }) {
  const { draft, words, mayEdit, slug, href } = await loadProgram((await params).merchant);
  const { t } = words;
  const add = (
    <ButtonLink variant="primary" href={href("perks/new")}>
      {t("plans.add")}
    </ButtonLink>
  );
  return (
    <Page title={t("plans.title")} description={t("plans.description")} actions={mayEdit ? add : undefined}>
      <DraftBanner draft={draft} words={words} mayEdit={mayEdit} publishHref={href("publish")} />
      <PlanTable
        draft={draft}
        words={words}
        subscribers={new Map()}
        slug={slug}
        mayEdit={mayEdit}
        listHref={href("perks")}
      />
    </Page>
  );
}
