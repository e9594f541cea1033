import { notFound } from "next/navigation";
import { readRange } from "@/components/ui/range-params";
import { getCalendar } from "@/lib/features/analytics";
import { requireStaff } from "@/lib/platform/auth/staff";
import { getFormat } from "@/lib/platform/i18n/server";
import { read } from "@/lib/platform/query";
import { chooseSegment } from "../segments/choose-segment";

export type ReportPageProps = {
  params: Promise<{ merchant: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/**
 * What every analytics page begins with: who asks, which days, compared with which, of which segment, and how to write
 * figures. A segment that does not exist leads to not-found.tsx beside this file.
 */
export async function openReport({ params, searchParams }: ReportPageProps) {
  const [{ merchant: slug }, search] = await Promise.all([params, searchParams]);
  const { ctx, merchant } = await requireStaff(slug, "figures.read");
  const [{ today, firstDay }, format, segment] = await Promise.all([
    read(ctx, getCalendar, {}),
    getFormat({ currency: merchant.currency, timeZone: merchant.timezone }),
    chooseSegment({ ctx, merchant }, search.segment),
  ]);
  if (segment.isUnknown) notFound();
  const choice = readRange(search, today, firstDay);
  const page = { ...choice.range, compared: choice.comparedRange, segment: segment.chosen?.key };
  return { ctx, search, page, shared: { merchantSlug: merchant.slug, choice, firstDay, format, segment } };
}
