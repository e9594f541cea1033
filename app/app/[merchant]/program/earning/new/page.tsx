import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Page } from "@/components/layout/page";
import { RuleForm } from "@/components/program/rule-form";
import { loadOptions, loadProgram } from "../../load-program";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("program"))("earning.newTitle") };
}

export default async function NewRulePage({ params }: { params: Promise<{ merchant: string }> }) {
  const { ctx, draft, words, slug, today, segments, href } = await loadProgram(
    (await params).merchant,
    "program.write",
  );
  const { t } = words;
  return (
    <Page
      width="detail"
      title={t("earning.newTitle")}
      breadcrumbs={[{ href: href("earning"), label: t("earning.title") }]}
    >
      <RuleForm
        {...draft}
        slug={slug}
        ruleKey={null}
        today={today}
        segments={segments}
        options={await loadOptions(ctx)}
        listHref={href("earning")}
      />
    </Page>
  );
}
