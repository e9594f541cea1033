import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Page } from "@/components/layout/page";
import { RuleForm } from "@/components/program/rule-form";
import { loadOptions, loadProgram } from "../../load-program";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("program"))("earning.editTitle") };
}

type Props = { params: Promise<{ merchant: string; key: string }> };

export default async function RulePage({ params }: Props) {
  const { merchant, key } = await params;
  const { ctx, draft, words, slug, today, segments, href } = await loadProgram(merchant, "program.write");
  const rule = draft.document.earningRules.find((one) => one.key === key);
  if (!rule) notFound();
  return (
    <Page
      width="detail"
      title={words.name(rule)}
      breadcrumbs={[{ href: href("earning"), label: words.t("earning.title") }]}
    >
      <RuleForm
        {...draft}
        slug={slug}
        ruleKey={key}
        today={today}
        segments={segments}
        options={await loadOptions(ctx)}
        listHref={href("earning")}
      />
    </Page>
  );
}
