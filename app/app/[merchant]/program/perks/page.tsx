import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Page } from "@/components/layout/page";
import { PlanTable } from "@/components/perks/plan-table";
import { DraftBanner } from "@/components/program/draft-banner";
import { ButtonLink } from "@/components/ui/button";
import { countSubscribers } from "@/lib/features/subscriptions";
import { read } from "@/lib/platform/query";
import { loadProgram } from "../load-program";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("program"))("plans.title") };
}

export default async function PerksPage({ params }: { params: Promise<{ merchant: string }> }) {
  const { ctx, draft, words, mayEdit, slug, href } = await loadProgram((await params).merchant);
  const { t } = words;
  const counts = await read(ctx, countSubscribers, {});
  const subscribers = new Map(counts.map((one) => [one.planKey, one.active + one.paused + one.pastDue]));
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
        subscribers={subscribers}
        slug={slug}
        mayEdit={mayEdit}
        listHref={href("perks")}
      />
    </Page>
  );
}
