import { getTranslations } from "next-intl/server";
import { CostsPage } from "@/components/analytics/costs-page";
import { can } from "@/lib/domain/permissions";
import { localDateOf } from "@/lib/domain/time";
import { listCosts } from "@/lib/features/costs";
import { requireStaff } from "@/lib/platform/auth/staff";
import { ClientMessages } from "@/lib/platform/i18n/client-messages";
import { getFormat } from "@/lib/platform/i18n/server";
import { read } from "@/lib/platform/query";
import type { ReportPageProps } from "../../open-report";

export async function generateMetadata() {
  return { title: (await getTranslations("costs"))("title") };
}

export default async function AnalyticsCosts({ params, searchParams }: ReportPageProps) {
  const { ctx, merchant, role } = await requireStaff((await params).merchant, "figures.read");
  const { cursor } = await searchParams;
  const [data, format] = await Promise.all([
    read(ctx, listCosts, { cursor }),
    getFormat({ currency: merchant.currency, timeZone: merchant.timezone }),
  ]);
  return (
    <ClientMessages namespaces={["costs"]}>
      <CostsPage
        merchantSlug={merchant.slug}
        today={localDateOf(ctx.now, merchant.timezone)}
        data={data}
        editable={can(role, "costs.write")}
        format={format}
      />
    </ClientMessages>
  );
}
