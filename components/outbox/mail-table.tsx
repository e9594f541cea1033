import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { staffPath } from "@/components/layout/navigation";
import { Badge } from "@/components/ui/badge";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { MailRow } from "@/lib/features/outbox";
import type { Format } from "@/lib/platform/i18n/format";

/** Whether a mail went out; without a mail server it is kept here to be read. */
export async function MailState({
  mail,
  hasServer,
  format,
}: {
  mail: Pick<MailRow, "sentAt" | "error">;
  hasServer: boolean;
  format: Format;
}) {
  const t = await getTranslations("outbox.state");
  if (mail.error) return <Badge tone="danger">{t("failed")}</Badge>;
  if (mail.sentAt) return <Badge tone="success">{t("sent", { time: format.dateTime(mail.sentAt) })}</Badge>;
  return <Badge>{hasServer ? t("waiting") : t("kept")}</Badge>;
}

/** The mails of a store; the subject leads to the text. */
export async function MailTable({
  slug,
  mails,
  hasServer,
  format,
}: {
  slug: string;
  mails: readonly MailRow[];
  hasServer: boolean;
  format: Format;
}) {
  const t = await getTranslations("outbox");
  return (
    <Table caption={t("title")}>
      <thead>
        <Tr>
          <Th>{t("columns.created")}</Th>
          <Th>{t("columns.recipient")}</Th>
          <Th>{t("columns.subject")}</Th>
          <Th>{t("columns.state")}</Th>
        </Tr>
      </thead>
      <tbody>
        {mails.map((mail) => (
          <Tr key={mail.id}>
            <Td className="num whitespace-nowrap">{format.dateTime(mail.createdAt)}</Td>
            <Td>{mail.recipient}</Td>
            <Td>
              <Link
                href={staffPath(slug, `outbox/${mail.id}`)}
                className="text-primary underline-offset-4 hover:underline"
              >
                {mail.subject}
              </Link>
            </Td>
            <Td>
              <MailState mail={mail} hasServer={hasServer} format={format} />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
