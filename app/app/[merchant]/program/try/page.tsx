import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Page } from "@/components/layout/page";
import { WhatIf } from "@/components/quotes/what-if";
import { can } from "@/lib/domain/permissions";
import { requireStaff } from "@/lib/platform/auth/staff";
import { ClientMessages } from "@/lib/platform/i18n/client-messages";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("quotes"))("title") };
}

type Props = {
  params: Promise<{ merchant: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function TryPage({ params, searchParams }: Props) {
  const { merchant, role } = await requireStaff((await params).merchant, "customers.read");
  const [t, { customer }] = await Promise.all([getTranslations("quotes"), searchParams]);
  return (
    <Page width="detail" title={t("title")} description={t("description")}>
      <ClientMessages namespaces={["quotes", "arithmetic", "customers", "program", "segments"]}>
        <WhatIf
          slug={merchant.slug}
          customer={typeof customer === "string" ? customer : ""}
          mayIdentify={can(role, "customers.identify")}
        />
      </ClientMessages>
    </Page>
  );
}
