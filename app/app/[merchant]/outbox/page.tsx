import { Send } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { staffPath } from "@/components/layout/navigation";
import { Page } from "@/components/layout/page";
import { MailTable } from "@/components/outbox/mail-table";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Pagination } from "@/components/ui/pagination";
import { listMails } from "@/lib/features/outbox";
import { requireStaff } from "@/lib/platform/auth/staff";
import { getFormat } from "@/lib/platform/i18n/server";
import { hasMailServer } from "@/lib/platform/mail";
import { read } from "@/lib/platform/query";

type Props = { params: Promise<{ merchant: string }>; searchParams: Promise<{ cursor?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("outbox"))("title") };
}

export default async function OutboxPage({ params, searchParams }: Props) {
  const { ctx, merchant } = await requireStaff((await params).merchant, "outbox.read");
  const { cursor } = await searchParams;
  const [t, format, page] = await Promise.all([
    getTranslations("outbox"),
    getFormat({ currency: merchant.currency, timeZone: merchant.timezone }),
    read(ctx, listMails, { cursor }),
  ]);
  const href = (to: string | null) =>
    to ? staffPath(merchant.slug, `outbox?cursor=${encodeURIComponent(to)}`) : undefined;
  return (
    <Page title={t("title")} description={t("description")}>
      {!hasMailServer() && <Alert>{t("noServer")}</Alert>}
      <Card padded={false}>
        {page.rows.length > 0 ? (
          <MailTable slug={merchant.slug} mails={page.rows} hasServer={hasMailServer()} format={format} />
        ) : (
          <EmptyState icon={Send} title={t("empty")} description={t("emptyDescription")} />
        )}
      </Card>
      <Pagination previousHref={href(page.previous)} nextHref={href(page.next)} />
    </Page>
  );
}
