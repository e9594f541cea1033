import { Users } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { staffPath } from "@/components/layout/navigation";
import { Page } from "@/components/layout/page";
import { AddReadyMade } from "@/components/segments/add-ready-made";
import { SegmentTable } from "@/components/segments/segment-table";
import { getSegmentWords } from "@/components/segments/server-words";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { readyMadeSegments } from "@/lib/domain/conditions/ready-made";
import { can } from "@/lib/domain/permissions";
import { getConditionNames, listSegments } from "@/lib/features/segments";
import { requireStaff } from "@/lib/platform/auth/staff";
import { read } from "@/lib/platform/query";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("segments"))("title") };
}

export default async function SegmentsPage({ params }: { params: Promise<{ merchant: string }> }) {
  const { ctx, merchant, role } = await requireStaff((await params).merchant, "segments.read");
  const [segments, names] = await Promise.all([
    read(ctx, listSegments, {}),
    read(ctx, getConditionNames, {}),
  ]);
  const words = await getSegmentWords(merchant, names);
  const { t } = words;
  const { slug } = merchant;
  const lacks = readyMadeSegments.some(({ key }) => segments.every((segment) => segment.key !== key));
  const create = can(role, "segments.write") && (
    <>
      {lacks && <AddReadyMade slug={slug} />}
      <ButtonLink variant="primary" href={staffPath(slug, "segments/new")}>
        {t("new")}
      </ButtonLink>
    </>
  );
  return (
    <Page title={t("title")} description={t("description")} actions={segments.length > 0 && create}>
      <Card padded={false}>
        {segments.length > 0 ? (
          <SegmentTable slug={slug} segments={segments} words={words} />
        ) : (
          <EmptyState
            icon={Users}
            title={t("empty")}
            description={create ? t("emptyDescription") : t("emptyReader")}
            action={create}
          />
        )}
      </Card>
    </Page>
  );
}
