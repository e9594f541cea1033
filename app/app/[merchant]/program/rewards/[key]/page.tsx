import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Page } from "@/components/layout/page";
import { RewardForm } from "@/components/program/reward-form";
import { listRewardStock } from "@/lib/features/programs";
import { read } from "@/lib/platform/query";
import { loadOptions, loadProgram } from "../../load-program";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("program"))("rewards.editTitle") };
}

type Props = { params: Promise<{ merchant: string; key: string }> };

export default async function RewardPage({ params }: Props) {
  const { merchant, key } = await params;
  const { ctx, draft, words, slug, today, segments, href } = await loadProgram(merchant, "program.write");
  const reward = draft.document.rewards.find((one) => one.key === key);
  if (!reward) notFound();
  const stock = await read(ctx, listRewardStock, {});
  return (
    <Page
      width="detail"
      title={words.name(reward)}
      breadcrumbs={[{ href: href("rewards"), label: words.t("rewards.title") }]}
    >
      <RewardForm
        {...draft}
        slug={slug}
        rewardKey={key}
        left={stock.find((row) => row.rewardKey === key)?.remaining}
        today={today}
        segments={segments}
        options={await loadOptions(ctx)}
        listHref={href("rewards")}
      />
    </Page>
  );
}
