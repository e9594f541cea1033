import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { staffPath } from "@/components/layout/navigation";
import { Page } from "@/components/layout/page";
import { MailState } from "@/components/outbox/mail-table";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { StatList } from "@/components/ui/stat-list";
import { DomainError } from "@/lib/domain/errors";
import { getMail } from "@/lib/features/outbox";
import { requireStaff } from "@/lib/platform/auth/staff";
import { getFormat } from "@/lib/platform/i18n/server";
import { hasMailServer } from "@/lib/platform/mail";
import { read } from "@/lib/platform/query";

export default async function MailPage({ params }: { params: Promise<{ merchant: string; id: string }> }) {
  const { merchant: slug, id } = await params;
  const { ctx, merchant } = await requireStaff(slug, "outbox.read");
  const [t, format, mail] = await Promise.all([
    getTranslations("outbox"),
    getFormat({ currency: merchant.currency, timeZone: merchant.timezone }),
    read(ctx, getMail, { mailId: id }).catch((error: unknown) => {
      if (error instanceof DomainError) notFound();
      throw error;
    }),
  ]);
  return (
    <Page
      width="form"
      title={mail.subject}
      breadcrumbs={[{ label: t("title"), href: staffPath(slug, "outbox") }]}
    >
      {mail.error && <Alert kind="danger">{t("error", { error: mail.error })}</Alert>}
      <Card>
        <StatList
          items={[
            { label: t("columns.recipient"), value: mail.recipient },
            { label: t("columns.created"), value: format.dateTime(mail.createdAt) },
            {
              label: t("columns.state"),
              value: <MailState mail={mail} hasServer={hasMailServer()} format={format} />,
            },
          ]}
        />
      </Card>
      <Card title={t("text")}>
        <p className="break-words whitespace-pre-wrap">{mail.text}</p>
      </Card>
    </Page>
  );
}
