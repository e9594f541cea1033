import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Page } from "@/components/layout/page";
import { DraftBanner } from "@/components/program/draft-banner";
import { TierDistribution } from "@/components/program/tier-distribution";
import { TierEditor } from "@/components/program/tier-editor";
import { TierSummary } from "@/components/program/tier-summary";
import { getTierDistribution } from "@/lib/features/programs";
import { read } from "@/lib/platform/query";
import { loadProgram } from "../load-program";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("program"))("tiers.title") };
}

export default async function TiersPage({ params }: { params: Promise<{ merchant: string }> }) {
  const { ctx, draft, words, mayEdit, slug, href } = await loadProgram((await params).merchant);
  const distribution = await read(ctx, getTierDistribution, {});
  const { t } = words;
  return (
    <Page width="detail" title={t("tiers.title")} description={t("tiers.description")}>
      <DraftBanner draft={draft} words={words} mayEdit={mayEdit} publishHref={href("publish")} />
      {mayEdit ? (
        <TierEditor document={draft.document} revision={draft.revision} slug={slug} />
      ) : (
        <TierSummary words={words} />
      )}
      <TierDistribution distribution={distribution} words={words} hasDraft={draft.changes.length > 0} />
    </Page>
  );
}
