import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Page } from "@/components/layout/page";
import { PlanForm } from "@/components/perks/plan-form";
import { loadProgram } from "../../load-program";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("program"))("plans.editTitle") };
}

type Props = { params: Promise<{ merchant: string; key: string }> };

export default async function PlanPage({ params }: Props) {
  const { merchant, key } = await params;
  const { draft, words, slug, href } = await loadProgram(merchant, "program.write");
  const plan = draft.document.perks.plans.find((one) => one.key === key);
  if (!plan) notFound();
  return (
    <Page
      width="form"
      title={words.name(plan)}
      breadcrumbs={[{ href: href("perks"), label: words.t("plans.title") }]}
    >
      <PlanForm {...draft} slug={slug} planKey={key} listHref={href("perks")} />
    </Page>
  );
}
