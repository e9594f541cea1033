import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Page } from "@/components/layout/page";
import { BeforeAfterCard } from "@/components/program/before-after";
import { ChangeList } from "@/components/program/change-list";
import { ProgramSummary } from "@/components/program/program-summary";
import { RestoreButton } from "@/components/program/restore-button";
import { CancelVersionButton, RollBackButton } from "@/components/program/version-actions";
import { authorName } from "@/components/program/version-table";
import type { Words } from "@/components/program/words";
import { Card } from "@/components/ui/card";
import { localDateOf } from "@/lib/domain/time";
import { getBeforeAfter } from "@/lib/features/analytics";
import { getVersion, type VersionView } from "@/lib/features/programs";
import { read } from "@/lib/platform/query";
import { loadProgram, orNotFound } from "../../load-program";

type Props = { params: Promise<{ merchant: string; number: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { number } = await params;
  return { title: (await getTranslations("program"))("versions.detail", { number }) };
}

/** Who published a version, when and for when, and that it was cancelled. */
function publication(version: VersionView, { t, format }: Words): string {
  const author = authorName(version, t);
  const from = format.dateTime(version.effectiveFrom);
  if (version.cancelledAt)
    return t("versions.cancelledAt", { author, from, at: format.dateTime(version.cancelledAt) });
  const atOnce = version.effectiveFrom.getTime() === version.publishedAt.getTime();
  const at = format.dateTime(version.publishedAt);
  return t(atOnce ? "versions.published" : "versions.scheduled", { author, at, from });
}

export default async function VersionPage({ params }: Props) {
  const { merchant, number } = await params;
  const { ctx, draft, slug, mayEdit, wordsOf, href } = await loadProgram(merchant);
  const version = await orNotFound(read(ctx, getVersion, { number: Number(number) }));
  const words = await wordsOf(version.document);
  const { t, format } = words;
  const { timezone } = version.document;
  const outcome = await read(ctx, getBeforeAfter, {
    on: localDateOf(version.effectiveFrom, timezone),
    until: version.replacedAt && localDateOf(version.replacedAt, timezone),
  });
  const began = version.state === "live" || version.state === "superseded";
  return (
    <Page
      width="detail"
      title={t("versions.detail", { number: version.number })}
      description={publication(version, words)}
      breadcrumbs={[{ href: href("versions"), label: t("versions.title") }]}
      actions={
        mayEdit &&
        (version.state !== "live" || draft.scheduled.length > 0) && (
          <>
            {version.state !== "live" && (
              <RestoreButton
                slug={slug}
                number={version.number}
                revision={draft.revision}
                doneHref={href("publish")}
              />
            )}
            {version.state === "scheduled" && (
              <CancelVersionButton slug={slug} number={version.number} doneHref={href("versions")} />
            )}
            {began && (
              <RollBackButton
                slug={slug}
                number={version.number}
                timezone={timezone}
                doneHref={href("versions")}
              />
            )}
          </>
        )
      }
    >
      {version.note && <p className="max-w-measure">{version.note}</p>}
      {version.before && version.changes.length > 0 ? (
        <ChangeList
          title={t("versions.changes")}
          changes={version.changes}
          before={await wordsOf(version.before)}
          after={words}
        />
      ) : (
        <Card title={t("versions.changes")}>{t(version.before ? "versions.same" : "versions.first")}</Card>
      )}
      {began && <BeforeAfterCard outcome={outcome} format={format} />}
      <ProgramSummary title={t("versions.content")} words={words} />
    </Page>
  );
}
