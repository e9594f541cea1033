import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Badge, type Tone } from "@/components/ui/badge";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { ImportKind, ImportRow } from "@/lib/features/imports";
import { getFormat } from "@/lib/platform/i18n/server";

type Merchant = { currency: string; timezone: string };

const tones: Record<ImportRow["status"], Tone> = {
  staging: "accent",
  applying: "accent",
  finished: "success",
  failed: "danger",
  reversing: "accent",
  reversed: "neutral",
};

export async function ImportBadge({ status }: { status: ImportRow["status"] }) {
  const t = await getTranslations("imports.states");
  return <Badge tone={tones[status]}>{t(status)}</Badge>;
}

/** Who started an import: a person, somebody who has left, or the operator. */
export async function starterName({ startedBy, startedByName }: ImportRow): Promise<string> {
  const t = await getTranslations("imports");
  if (startedByName) return startedByName;
  return startedBy.startsWith("staff:") ? t("formerStaff") : t("operator");
}

/** The import's name in the reader's language. */
export async function kindName(kind: string): Promise<string> {
  const t = await getTranslations("imports.kinds");
  const names: Record<ImportKind, string> = {
    orders: t("orders"),
    refunds: t("refunds"),
    points: t("points"),
    customers: t("customers"),
    costs: t("costs"),
    surveys: t("surveys"),
    subscriptions: t("subscriptions"),
    events: t("events"),
    products: t("products"),
  };
  return Object.entries(names).find(([name]) => name === kind)?.[1] ?? kind;
}

async function ImportTableRow({ row, merchant, path }: { row: ImportRow; merchant: Merchant; path: string }) {
  const format = await getFormat({ currency: merchant.currency, timeZone: merchant.timezone });
  const { counts } = row;
  const kind = await kindName(row.kind);
  const skipped = Object.values(counts.skipped).reduce((sum, rows) => sum + rows, 0);
  return (
    <Tr>
      <Td className="num sm:whitespace-nowrap">
        <Link href={`${path}/${row.id}`} className="text-primary underline underline-offset-4">
          {format.dateTime(row.createdAt)}
        </Link>
        {/* Beside it, a phone has room for two figures only. */}
        <span className="mt-1 flex flex-wrap items-center gap-2 sm:hidden">
          {kind}
          <ImportBadge status={row.status} />
        </span>
      </Td>
      <Td className="max-sm:hidden">{kind}</Td>
      <Td className="max-w-60 truncate max-sm:hidden">{row.files.join(", ")}</Td>
      <Td className="max-sm:hidden">
        <ImportBadge status={row.status} />
      </Td>
      <Td numeric>{format.number(counts.created)}</Td>
      {[counts.updated, counts.unchanged, skipped].map((value, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the columns are fixed
        <Td key={index} numeric className="max-sm:hidden">
          {format.number(value)}
        </Td>
      ))}
      <Td numeric>{format.number(counts.rejected)}</Td>
      <Td className="max-sm:hidden">{await starterName(row)}</Td>
    </Tr>
  );
}

/** Imports, the newest first. */
export async function ImportTable(props: { rows: readonly ImportRow[]; merchant: Merchant; path: string }) {
  const { rows, ...rest } = props;
  const t = await getTranslations("imports");
  return (
    <Table caption={t("caption")}>
      <thead>
        <Tr>
          <Th>{t("startedAt")}</Th>
          <Th className="max-sm:hidden">{t("kind")}</Th>
          <Th className="max-sm:hidden">{t("files")}</Th>
          <Th className="max-sm:hidden">{t("status")}</Th>
          <Th numeric>{t("created")}</Th>
          <Th numeric className="max-sm:hidden">
            {t("updated")}
          </Th>
          <Th numeric className="max-sm:hidden">
            {t("unchanged")}
          </Th>
          <Th numeric className="max-sm:hidden">
            {t("skipped")}
          </Th>
          <Th numeric>{t("rejected")}</Th>
          <Th className="max-sm:hidden">{t("startedBy")}</Th>
        </Tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <ImportTableRow key={row.id} row={row} {...rest} />
        ))}
      </tbody>
    </Table>
  );
}
