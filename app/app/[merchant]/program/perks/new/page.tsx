import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Page } from "@/components/layout/page";
import { PlanForm } from "@/components/perks/plan-form";
import { loadProgram } from "../../load-program";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("program"))("plans.newTitle") };
}

export default async function NewPlanPage({ params }: { params: Promise<{ merchant: string }> }) {
  const { draft, words, slug, href } = await loadProgram((await params).merchant, "program.write");
  const { t } = words;
  return (
    <Page
      width="form"
      title={t("plans.newTitle")}
      breadcrumbs={[{ href: href("perks"), label: t("plans.title") }]}
    >
      <PlanForm {...draft} slug={slug} planKey={null} listHref={href("perks")} />
    </Page>
  );
}
