import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { staffPath } from "@/components/layout/navigation";
import { Page } from "@/components/layout/page";
import { DeleteSegment } from "@/components/segments/delete-segment";
import { SegmentEditor } from "@/components/segments/segment-editor";
import { SegmentUses } from "@/components/segments/segment-uses";
import { SegmentView } from "@/components/segments/segment-view";
import { getSegmentWords } from "@/components/segments/server-words";
import { ButtonLink } from "@/components/ui/button";
import { can } from "@/lib/domain/permissions";
import { getConditionOptions, getSegment } from "@/lib/features/segments";
import { requireStaff } from "@/lib/platform/auth/staff";
import { read } from "@/lib/platform/query";
import { orNotFound } from "../../program/load-program";
import { valueOptions } from "../value-options";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("segments"))("title") };
}

type Props = { params: Promise<{ merchant: string; key: string }> };

export default async function SegmentPage({ params }: Props) {
  const { merchant: slug, key } = await params;
  const { ctx, merchant, role } = await requireStaff(slug, "segments.read");
  const [segment, options] = await Promise.all([
    orNotFound(read(ctx, getSegment, { key })),
    read(ctx, getConditionOptions, {}),
  ]);
  const words = await getSegmentWords(merchant, options);
  const { t } = words;
  const shared = { slug, names: options };
  const mayWrite = can(role, "segments.write");
  return (
    <Page
      width="detail"
      title={segment.name}
      breadcrumbs={[{ href: staffPath(slug, "segments"), label: t("title") }]}
      actions={<ButtonLink href={staffPath(slug, `customers?segment=${key}`)}>{t("customers")}</ButtonLink>}
    >
      {mayWrite ? (
        <SegmentEditor {...shared} options={valueOptions(options)} start={segment} stored={segment} />
      ) : (
        <SegmentView
          {...shared}
          condition={segment.condition}
          mayIdentify={can(role, "customers.identify")}
        />
      )}
      <SegmentUses slug={slug} uses={segment.usedBy} words={words} linked={mayWrite} />
      {mayWrite && <DeleteSegment slug={slug} segmentKey={key} name={segment.name} uses={segment.usedBy} />}
    </Page>
  );
}
