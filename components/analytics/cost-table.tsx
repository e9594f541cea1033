import { useTranslations } from "next-intl";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { Cost } from "@/lib/features/costs/types";
import type { Format } from "@/lib/platform/i18n/format";
import { CostDialog } from "./cost-dialog";
import { DeleteCost } from "./delete-cost";

type CostTableProps = {
  costs: Cost[];
  merchantSlug: string;
  today: string;
  editable: boolean;
  format: Format;
};

/** Cost entries, latest first; those who may write can edit and delete each. */
export function CostTable({ costs, merchantSlug, today, editable, format }: CostTableProps) {
  const t = useTranslations("costs");
  return (
    <Table caption={t("entries")}>
      <thead>
        <tr>
          <Th>{t("date")}</Th>
          <Th>{t("kind")}</Th>
          <Th>{t("note")}</Th>
          <Th numeric>{t("amount")}</Th>
          {editable && (
            <Th>
              <span className="sr-only">{t("actions")}</span>
            </Th>
          )}
        </tr>
      </thead>
      <tbody>
        {costs.map((cost) => (
          <Tr key={cost.id}>
            <Th scope="row" className="border-b-0 font-normal">
              {format.day(cost.date)}
            </Th>
            <Td>{t(`kinds.${cost.kind}`)}</Td>
            <Td className="max-w-80 truncate">{cost.note}</Td>
            <Td numeric>{format.money(cost.amountMinor)}</Td>
            {editable && (
              <Td className="text-right whitespace-nowrap">
                <CostDialog merchantSlug={merchantSlug} today={today} cost={cost} />
                <DeleteCost merchantSlug={merchantSlug} cost={cost} />
              </Td>
            )}
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
