import { getTranslations } from "next-intl/server";
import { HomePage } from "@/components/analytics/home-page";
import { readRange } from "@/components/ui/range-params";
import { getCalendar, getHome, getOverview } from "@/lib/features/analytics";
import { requireStaff } from "@/lib/platform/auth/staff";
import { getFormat } from "@/lib/platform/i18n/server";
import { read } from "@/lib/platform/query";

export async function generateMetadata() {
  return { title: (await getTranslations("home"))("title") };
}

export default async function StoreHome({ params }: { params: Promise<{ merchant: string }> }) {
  const { ctx, merchant } = await requireStaff((await params).merchant, "figures.read");
  const { today, firstDay } = await read(ctx, getCalendar, {});
  const { range, comparedRange } = readRange({}, today, firstDay);
  const [home, overview, format] = await Promise.all([
    read(ctx, getHome, {}),
    read(ctx, getOverview, { ...range, compared: comparedRange }),
    getFormat({ currency: merchant.currency, timeZone: merchant.timezone }),
  ]);
  return <HomePage merchant={merchant} home={home} overview={overview} format={format} />;
}
