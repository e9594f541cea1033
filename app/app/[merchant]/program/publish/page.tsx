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
  const { t, format } = words;
  const { timezone } = draft.document;
  const before = await wordsOf(draft.before);
  const scheduled = (
    <ScheduledList
      kind="warning"
      scheduled={draft.scheduled}
      words={words}
      before={before}
      href={href}
      note={t("publish.replaced")}
    />
  );
  if (changes.length === 0)
    return (
      <Page width="detail" title={t("publish.title")}>
        {scheduled}
        <Card>
          <EmptyState
            title={t("publish.nothing")}
            description={t("publish.nothingDescription")}
            action={<ButtonLink href={href()}>{t("publish.back")}</ButtonLink>}
          />
        </Card>
      </Page>
    );
  const { moving, moves } = await read(ctx, getTierDistribution, {});
  const move = ({ from, to, members }: (typeof moves)[number]) =>
    t("tiers.move", {
      count: members,
      from: from === null ? t("tiers.below") : before.tierName(from),
      to: to === null ? t("tiers.below") : words.tierName(to),
    });
  const drifted = live && revision > 0 && baseVersion !== live.number;
  return (
    <Page
      width="detail"
      title={t("publish.title")}
      description={[t("tiers.moving", { count: moving }), ...moves.map(move)].join(" ")}
      actions={<ButtonLink href={href("simulate")}>{t("publish.dryRun")}</ButtonLink>}
    >
      {drifted && (
        <Alert kind="warning">{t("publish.drifted", { live: live.number, base: baseVersion ?? 0 })}</Alert>
      )}
      {scheduled}
      <ChangeList title={t("changes.title")} changes={changes} before={before} after={words} />
      <ProblemList problems={problems} words={words} ofDraft />
      <PublishForm
        slug={slug}
        revision={revision}
        count={changes.length}
        timezone={timezone}
        replacing={draft.scheduled
          .filter(({ takesBack }) => takesBack.length > 0)
          .map(({ number, effectiveFrom, takesBack }) => ({
            from: effectiveFrom,
            text: t("publish.replacedBy", {
              number,
              at: format.dateTime(effectiveFrom),
              count: takesBack.length,
            }),
          }))}
        doneHref={href()}
      />
    </Page>
  );
}
