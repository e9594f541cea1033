import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Page } from "@/components/layout/page";
import { DraftBanner } from "@/components/program/draft-banner";
import { RewardTable } from "@/components/program/reward-table";
import { ButtonLink } from "@/components/ui/button";
import { listRewardStock } from "@/lib/features/programs";
import { read } from "@/lib/platform/query";
import { loadProgram } from "../load-program";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("program"))("rewards.title") };
}

export default async function RewardsPage({ params }: { params: Promise<{ merchant: string }> }) {
  const { ctx, draft, words, mayEdit, slug, href } = await loadProgram((await params).merchant);
  const stock = await read(ctx, listRewardStock, {});
  const { t } = words;
  const add = (
    <ButtonLink variant="primary" href={href("rewards/new")}>
      {t("rewards.add")}
    </ButtonLink>
  );
  return (
    <Page
      title={t("rewards.title")}
      description={t("rewards.description")}
      actions={mayEdit ? add : undefined}
    >
      <DraftBanner draft={draft} words={words} mayEdit={mayEdit} publishHref={href("publish")} />
      <RewardTable
        draft={draft}
        words={words}
        stock={stock}
        slug={slug}
        mayEdit={mayEdit}
        listHref={href("rewards")}
      />
    </Page>
  );
}
