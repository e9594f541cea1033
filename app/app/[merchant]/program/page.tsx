import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Page } from "@/components/layout/page";
import { DraftBanner } from "@/components/program/draft-banner";
import { ProblemList } from "@/components/program/problem-list";
import { ProgramSummary } from "@/components/program/program-summary";
import { ScheduledList } from "@/components/program/scheduled-list";
import { WorkedExample } from "@/components/program/worked-example";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { loadProgram } from "./load-program";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("program"))("title") };
}

export default async function ProgramPage({ params }: { params: Promise<{ merchant: string }> }) {
  const { draft, words, wordsOf, mayEdit, today, href } = await loadProgram((await params).merchant);
  const { live, changes, problems, scheduled } = draft;
  const shown = live ? await wordsOf(live.document) : words;
  const before = await wordsOf(draft.before);
  const { t, format } = words;
  const since =
    live && t("overview.liveSince", { number: live.number, at: format.dateTime(live.effectiveFrom) });
  return (
    <Page
      width="detail"
      title={t("title")}
      description={since ?? t("overview.never")}
      actions={
        <>
          <ButtonLink href={href("try")}>{t("overview.try")}</ButtonLink>
          <ButtonLink href={href("versions")}>{t("overview.versions")}</ButtonLink>
        </>
      }
    >
      <DraftBanner draft={draft} words={words} mayEdit={mayEdit} publishHref={href("publish")} />
      <ScheduledList scheduled={scheduled} words={words} before={before} href={href} />
      {!live && mayEdit && (
        <Card>
          <EmptyState
            title={t("empty.title")}
            description={t("empty.description")}
            action={
              <>
                <ButtonLink variant="primary" href={href("publish")}>
                  {t("empty.publish")}
                </ButtonLink>
                <ButtonLink href={href("earning")}>{t("empty.change")}</ButtonLink>
              </>
            }
          />
        </Card>
      )}
      <ProgramSummary title={t(live ? "overview.liveTitle" : "overview.draftedTitle")} words={shown} />
      <WorkedExample words={shown} on={today} />
      <ProblemList problems={problems} words={words} ofDraft={changes.length > 0} />
    </Page>
  );
}
