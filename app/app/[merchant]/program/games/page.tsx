import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Page } from "@/components/layout/page";
import { DraftBanner } from "@/components/program/draft-banner";
import { GamesForm } from "@/components/program/games-form";
import { GamesSummary } from "@/components/program/parts-summary";
import { loadOptions, loadProgram } from "../load-program";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("program"))("games.title") };
}

export default async function GamesPage({ params }: { params: Promise<{ merchant: string }> }) {
  const { ctx, draft, words, mayEdit, slug, today, href } = await loadProgram((await params).merchant);
  const { t } = words;
  return (
    <Page width="form" title={t("games.title")} description={t("games.description")}>
      <DraftBanner draft={draft} words={words} mayEdit={mayEdit} publishHref={href("publish")} />
      {mayEdit ? (
        <GamesForm
          document={draft.document}
          revision={draft.revision}
          slug={slug}
          today={today}
          options={await loadOptions(ctx)}
        />
      ) : (
        <GamesSummary words={words} />
      )}
    </Page>
  );
}
