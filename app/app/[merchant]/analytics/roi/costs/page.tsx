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

/** `2026-05-01_<id>`; anything else is the first page. */
function readCursor(value: string | string[] | undefined) {
  const [date, id] = typeof value === "string" ? value.split("_") : [];
  return date && id ? { date, id } : null;
}

export default async function AnalyticsCosts({ params, searchParams }: ReportPageProps) {
  const { ctx, merchant, role } = await requireStaff((await params).merchant, "figures.read");
  const after = readCursor((await searchParams).after);
  const [data, format] = await Promise.all([
    read(ctx, listCosts, { after }),
    getFormat({ currency: merchant.currency, timeZone: merchant.timezone }),
  ]);
  return (
    <ClientMessages namespaces={["costs"]}>
      <CostsPage
        merchantSlug={merchant.slug}
        today={localDateOf(ctx.now, merchant.timezone)}
        data={data}
        isFirst={after === null}
        editable={can(role, "costs.write")}
        format={format}
      />
    </ClientMessages>
  );
}
