import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Page } from "@/components/layout/page";
import { DraftBanner } from "@/components/program/draft-banner";
import { ExpiryForm } from "@/components/program/expiry-form";
import { Card } from "@/components/ui/card";
import { loadProgram } from "../load-program";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("program"))("expiry.title") };
}

export default async function ExpiryPage({ params }: { params: Promise<{ merchant: string }> }) {
  const { draft, words, mayEdit, slug, today, href } = await loadProgram((await params).merchant);
  const { t, document } = words;
  return (
    <Page width="form" title={t("expiry.title")} description={t("expiry.description")}>
      <DraftBanner draft={draft} words={words} mayEdit={mayEdit} publishHref={href("publish")} />
      {mayEdit ? (
        <ExpiryForm document={document} revision={draft.revision} slug={slug} today={today} />
      ) : (
        <Card>
          <p>{words.expiry(document.expiry)}</p>
          {document.pointValueMinor !== undefined && (
            <p>{t("expiryText.pointValue", { amount: words.money(document.pointValueMinor) })}</p>
          )}
        </Card>
      )}
    </Page>
  );
}
