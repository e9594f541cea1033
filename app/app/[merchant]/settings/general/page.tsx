import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { staffPath } from "@/components/layout/navigation";
import { Page } from "@/components/layout/page";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { StatList } from "@/components/ui/stat-list";
import { getMerchant } from "@/lib/features/merchants";
import { requireStaff } from "@/lib/platform/auth/staff";
import { ClientMessages } from "@/lib/platform/i18n/client-messages";
import { getFormat } from "@/lib/platform/i18n/server";
import { read } from "@/lib/platform/query";
import { NameForm } from "./name-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("general") };
}

export default async function GeneralPage({ params }: { params: Promise<{ merchant: string }> }) {
  const { ctx, merchant } = await requireStaff((await params).merchant, "merchant.write");
  const [t, store, format] = await Promise.all([
    getTranslations("settings"),
    read(ctx, getMerchant, {}),
    getFormat({ currency: merchant.currency, timeZone: merchant.timezone }),
  ]);
  const margin = store.grossMarginBps;
  return (
    <Page title={t("general")} width="form">
      <Card>
        <ClientMessages namespaces={["settings"]}>
          <NameForm slug={merchant.slug} name={store.name} />
        </ClientMessages>
      </Card>
      <Card title={t("margin")} description={t("marginDescription")}>
        <p className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
          <span className="num font-medium">
            {margin === null ? t("marginUnset") : format.percent(margin / 10_000)}
          </span>
          <ButtonLink variant="link" href={staffPath(merchant.slug, "analytics/roi/costs")}>
            {t("marginEdit")}
          </ButtonLink>
        </p>
      </Card>
      <Card title={t("fixed")} description={t("fixedDescription")}>
        <StatList
          items={[
            { label: t("slug"), value: <span className="code">{store.slug}</span> },
            { label: t("currency"), value: store.currency },
            { label: t("timezone"), value: store.timezone },
          ]}
        />
      </Card>
    </Page>
  );
}
