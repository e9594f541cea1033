import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Page } from "@/components/layout/page";
import { DraftBanner } from "@/components/program/draft-banner";
import { EventsForm } from "@/components/program/events-form";
import { EventsSummary } from "@/components/program/parts-summary";
import { loadProgram } from "../load-program";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("program"))("events.title") };
}

export default async function EventsPage({ params }: { params: Promise<{ merchant: string }> }) {
  const { draft, words, mayEdit, slug, href } = await loadProgram((await params).merchant);
  const { t } = words;
  return (
    <Page width="form" title={t("events.title")} description={t("events.description")}>
      <DraftBanner draft={draft} words={words} mayEdit={mayEdit} publishHref={href("publish")} />
      {mayEdit ? (
        <EventsForm document={draft.document} revision={draft.revision} slug={slug} />
      ) : (
        <EventsSummary words={words} />
      )}
    </Page>
  );
}
