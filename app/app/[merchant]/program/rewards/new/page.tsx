import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Page } from "@/components/layout/page";
import { RewardForm } from "@/components/program/reward-form";
import { loadOptions, loadProgram } from "../../load-program";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("program"))("rewards.newTitle") };
}

export default async function NewRewardPage({ params }: { params: Promise<{ merchant: string }> }) {
  const { ctx, draft, words, slug, today, segments, href } = await loadProgram(
    (await params).merchant,
    "program.write",
  );
  const { t } = words;
  return (
    <Page
      width="detail"
      title={t("rewards.newTitle")}
      breadcrumbs={[{ href: href("rewards"), label: t("rewards.title") }]}
    >
      <RewardForm
        {...draft}
        slug={slug}
        rewardKey={null}
        today={today}
        segments={segments}
        options={await loadOptions(ctx)}
        listHref={href("rewards")}
      />
    </Page>
  );
}
