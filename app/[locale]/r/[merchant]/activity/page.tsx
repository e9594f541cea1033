import { ActivityList } from "@/components/rewards/activity-list";
import { MoreLink, RewardsFrame } from "@/components/rewards/frame";
import { EmptyState } from "@/components/ui/empty-state";
import { listActivity } from "@/lib/features/members";
import { read } from "@/lib/platform/query";
import { openMemberPage } from "../member-page";

export default async function ActivityPage({
  params,
  searchParams,
}: {
  params: Promise<{ locale: string; merchant: string }>;
  searchParams: Promise<{ before?: string }>;
}) {
  const { locale, merchant } = await params;
  const { before } = await searchParams;
  const { page, words } = await openMemberPage(locale, merchant);
  const { t } = words;
  const { rows, next } = await read(page.ctx, listActivity, { before, locale: page.locale });
  return (
    <RewardsFrame
      words={words}
      slug={merchant}
      signedIn
      place="activity"
      here="/activity"
      title={t("activity.title")}
    >
      {rows.length > 0 ? (
        <ActivityList rows={rows} words={words} />
      ) : (
        <EmptyState title={t("activity.empty")} description={t("activity.emptyText")} />
      )}
      {(before || next) && (
        <p className="flex gap-6">
          {before && <MoreLink href={words.path("/activity")}>{t("activity.newest")}</MoreLink>}
          {next && <MoreLink href={words.path(`/activity?before=${next}`)}>{t("activity.older")}</MoreLink>}
        </p>
      )}
    </RewardsFrame>
  );
}
