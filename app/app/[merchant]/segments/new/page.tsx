import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { staffPath } from "@/components/layout/navigation";
import { Page } from "@/components/layout/page";
import { SegmentEditor } from "@/components/segments/segment-editor";
import { StartingPoints } from "@/components/segments/starting-points";
import { readyMadeSegments } from "@/lib/domain/conditions/ready-made";
import type { Condition } from "@/lib/domain/conditions/schema";
import { getConditionOptions } from "@/lib/features/segments";
import { requireStaff } from "@/lib/platform/auth/staff";
import { read } from "@/lib/platform/query";
import { valueOptions } from "../value-options";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("segments"))("newTitle") };
}

type Props = { params: Promise<{ merchant: string }>; searchParams: Promise<{ from?: string | string[] }> };

const blank: Condition = { all: [{ field: "orders", op: "at_least", value: 1 }] };

export default async function NewSegmentPage({ params, searchParams }: Props) {
  const { ctx, merchant } = await requireStaff((await params).merchant, "segments.write");
  const { from } = await searchParams;
  const [t, options] = await Promise.all([getTranslations("segments"), read(ctx, getConditionOptions, {})]);
  const start = readyMadeSegments.find(({ key }) => key === from);
  return (
    <Page
      width="detail"
      title={t("newTitle")}
      description={t("newDescription")}
      breadcrumbs={[{ href: staffPath(merchant.slug, "segments"), label: t("title") }]}
    >
      <StartingPoints chosen={start?.key ?? null} />
      <SegmentEditor
        key={start?.key ?? "blank"}
        slug={merchant.slug}
        names={options}
        options={valueOptions(options)}
        start={start ?? { name: "", condition: blank }}
        stored={null}
      />
    </Page>
  );
}
