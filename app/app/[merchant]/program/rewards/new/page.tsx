import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Page } from "@/components/layout/page";
import { RewardForm } from "@/components/program/reward-form";
import { loadProgram } from "../../load-program";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("program"))("rewards.newTitle") };
}

export default async function NewRewardPage({ params }: { params: Promise<{ merchant: string }> }) {
  const { draft, words, slug, segments, href } = await loadProgram((await params).merchant, "program.write");
  const { t } = words;
  return (
    <Page
      width="form"
      title={t("rewards.newTitle")}
      breadcrumbs={[{ href: href("rewards"), label: t("rewards.title") }]}
    >
      <RewardForm {...draft} slug={slug} rewardKey={null} segments={segments} listHref={href("rewards")} />
    </Page>
  );
}
