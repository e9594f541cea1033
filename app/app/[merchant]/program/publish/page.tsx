import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Page } from "@/components/layout/page";
import { ChangeList } from "@/components/program/change-list";
import { ProblemList } from "@/components/program/problem-list";
import { PublishForm } from "@/components/program/publish-form";
import { ScheduledList } from "@/components/program/scheduled-list";
import { Alert } from "@/components/ui/alert";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { getTierDistribution } from "@/lib/features/programs";
import { read } from "@/lib/platform/query";
import { loadProgram } from "../load-program";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("program"))("publish.title") };
}

export default async function PublishPage({ params }: { params: Promise<{ merchant: string }> }) {
  const program = await loadProgram((await params).merchant, "program.publish");
  const { ctx, draft, words, wordsOf, slug, href } = program;
  const { changes, live, baseVersion, revision, problems } = draft;
  const { t } = words;
  if (changes.length === 0)
    return (
      <Page width="detail" title={t("publish.title")}>
        <Card>
          <EmptyState
            title={t("publish.nothing")}
            description={t("publish.nothingDescription")}
            action={<ButtonLink href={href()}>{t("publish.back")}</ButtonLink>}
          />
        </Card>
      </Page>
    );
  const [before, { moving }] = await Promise.all([wordsOf(draft.before), read(ctx, getTierDistribution, {})]);
  const drifted = live && revision > 0 && baseVersion !== live.number;
  return (
    <Page
      width="detail"
      title={t("publish.title")}
      description={t("tiers.moving", { count: moving })}
      actions={<ButtonLink href={href("simulate")}>{t("publish.dryRun")}</ButtonLink>}
    >
      {drifted && (
        <Alert kind="warning">{t("publish.drifted", { live: live.number, base: baseVersion ?? 0 })}</Alert>
      )}
      <ScheduledList
        kind="warning"
        scheduled={draft.scheduled}
        words={words}
        href={href}
        note={t("publish.replaced")}
      />
      <ChangeList title={t("changes.title")} changes={changes} before={before} after={words} />
      <ProblemList problems={problems} words={words} ofDraft />
      <PublishForm
        slug={slug}
        revision={revision}
        count={changes.length}
        timezone={draft.document.timezone}
        doneHref={href()}
      />
    </Page>
  );
}
