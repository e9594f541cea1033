import type { Messages } from "next-intl";
import { getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Pagination } from "@/components/ui/pagination";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { ImportErrors, ImportRow } from "@/lib/features/imports";

type Reason = keyof Messages["imports"]["reasons"];

/** What a reason means, in the reader's language; an unknown one as it is. */
async function reasonTexts(): Promise<(reason: string) => string> {
  const t = await getTranslations("imports.reasons");
  const isKnown = (key: string): key is Reason => t.has(key as Reason); // has() decides at run time
  return (reason) => (isKnown(reason) ? t(reason) : reason.replaceAll("_", " "));
}

async function Reasons({ reasons }: { reasons: ImportErrors["reasons"] }) {
  const [t, text] = await Promise.all([getTranslations("imports"), reasonTexts()]);
  return (
    <Card title={t("reasonsTitle")} padded={false}>
      <Table caption={t("reasonsTitle")}>
        <thead>
          <Tr>
            <Th>{t("column")}</Th>
            <Th>{t("reason")}</Th>
            <Th numeric>{t("count")}</Th>
          </Tr>
        </thead>
        <tbody>
          {reasons.map(({ column, reason, rows }) => (
            <Tr key={`${column} ${reason}`}>
              <Td className="code">{column ?? t("wholeRow")}</Td>
              <Td>{text(reason)}</Td>
              <Td numeric>{rows}</Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}

/** Rejected rows: how many for which reason, and each with its place in the file. */
export async function RejectedRows({
  errors,
  status,
  path,
  isFirst,
}: {
  errors: ImportErrors;
  status: ImportRow["status"];
  path: string;
  isFirst: boolean;
}) {
  const [t, text] = await Promise.all([getTranslations("imports"), reasonTexts()]);
  if (errors.rows.length === 0)
    return status === "finished" ? (
      <Card>
        <EmptyState title={t("noneRejected")} description={t("noneRejectedDescription")} />
      </Card>
    ) : null;
  return (
    <>
      <Reasons reasons={errors.reasons} />
      <Card title={t("rejectedTitle")} description={t("rejectedDescription")} padded={false}>
        <Table caption={t("rejectedTitle")}>
          <thead>
            <Tr>
              <Th>{t("file")}</Th>
              <Th numeric>{t("line")}</Th>
              <Th>{t("column")}</Th>
              <Th>{t("reason")}</Th>
              <Th>{t("value")}</Th>
            </Tr>
          </thead>
          <tbody>
            {errors.rows.map((row) => (
              <Tr key={row.position}>
                <Td>{row.file}</Td>
                <Td numeric>{row.line}</Td>
                <Td className="code">{row.column ?? t("wholeRow")}</Td>
                <Td>{text(row.reason)}</Td>
                <Td className="code max-w-80 truncate">{row.value}</Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      </Card>
      <Pagination
        previousHref={isFirst ? undefined : path}
        nextHref={errors.next === null ? undefined : `${path}?after=${errors.next}`}
      />
    </>
  );
}
