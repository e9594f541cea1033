import { useTranslations } from "next-intl";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { CustomerEvent } from "@/lib/features/events";
import type { Format } from "@/lib/platform/i18n/format";

type Props = { rows: CustomerEvent[]; nameOf: (trigger: string) => string; format: Format };

export function EventsTable({ rows, nameOf, format }: Props) {
  const t = useTranslations("customers.events");
  return (
    <Table caption={t("title")}>
      <thead>
        <tr>
          <Th>{t("when")}</Th>
          <Th>{t("what")}</Th>
          <Th>{t("details")}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Tr key={row.id} className="align-top">
            <Td className="whitespace-nowrap">{format.dateTime(row.occurredAt)}</Td>
            <Td className="font-medium">{nameOf(row.type)}</Td>
            <Td className="min-w-48 text-muted-foreground">
              {Object.entries(row.data)
                .map(([field, value]) => `${field}: ${value}`)
                .join(", ")}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
