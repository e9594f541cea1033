import { getTranslations } from "next-intl/server";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { AuditRow } from "@/lib/features/audit";
import { getFormat } from "@/lib/platform/i18n/server";
import { AuditChange } from "./audit-change";

async function actorLabel({ actor, actorName }: AuditRow): Promise<string> {
  const t = await getTranslations("audit");
  const [type, name = ""] = actor.split(":");
  if (type === "staff") return actorName ?? t("formerStaff");
  if (type === "job") return t("job", { name });
  if (type === "customer") return t("customer");
  if (type === "visitor") return t("visitor");
  return t("system");
}

export async function AuditTable({
  merchant,
  rows,
}: {
  merchant: { currency: string; timezone: string };
  rows: readonly AuditRow[];
}) {
  const [t, format, actors] = await Promise.all([
    getTranslations("audit"),
    getFormat({ currency: merchant.currency, timeZone: merchant.timezone }),
    Promise.all(rows.map(actorLabel)),
  ]);
  return (
    <Table caption={t("caption")}>
      <thead>
        <Tr>
          <Th>{t("at")}</Th>
          <Th>{t("actor")}</Th>
          <Th>{t("action")}</Th>
          <Th>{t("subject")}</Th>
          <Th>{t("change")}</Th>
        </Tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <Tr key={row.id} className="align-top">
            <Td className="num whitespace-nowrap">{format.dateTime(row.at)}</Td>
            <Td>{actors[index]}</Td>
            <Td className="code">{row.action}</Td>
            <Td>
              {row.subjectType} <span className="code text-muted-foreground">{row.subjectId}</span>
            </Td>
            <Td>
              <AuditChange before={row.before} after={row.after} />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
