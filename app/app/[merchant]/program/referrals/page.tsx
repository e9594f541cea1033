import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Page } from "@/components/layout/page";
import { DraftBanner } from "@/components/program/draft-banner";
import { ProblemList } from "@/components/program/problem-list";
import { ReferralEditor } from "@/components/program/referral-editor";
import { ReferralSummary } from "@/components/program/referral-summary";
import { Card } from "@/components/ui/card";
import { loadProgram } from "../load-program";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("program"))("referral.title") };
}

export default async function ReferralsPage({ params }: { params: Promise<{ merchant: string }> }) {
  const { draft, words, mayEdit, slug, href } = await loadProgram((await params).merchant);
  const { t, document } = words;
  const problems = draft.problems.filter(({ path: [root] }) => root === "referral");
  return (
    <Page width="form" title={t("referral.title")} description={t("referral.description")}>
      <DraftBanner draft={draft} words={words} mayEdit={mayEdit} publishHref={href("publish")} />
      {mayEdit ? (
        <ReferralEditor document={document} revision={draft.revision} slug={slug} />
      ) : (
        <Card>
          {document.referral ? (
            <ReferralSummary offer={document.referral} words={words} />
          ) : (
            <p>{t("noReferral")}</p>
          )}
        </Card>
      )}
      {problems.length > 0 && (
        <ProblemList problems={problems} words={words} ofDraft={draft.changes.length > 0} />
      )}
    </Page>
  );
}
