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
          <Th className="max-sm:hidden">{t("kind")}</Th>
          <Th className="max-sm:hidden">{t("note")}</Th>
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
              {/* The two columns beside it are out of sight on a phone. */}
              <span className="block whitespace-normal text-muted-foreground sm:hidden">
                {t(`kinds.${cost.kind}`)}
                {cost.note && <span className="block break-words">{cost.note}</span>}
              </span>
            </Th>
            <Td className="max-sm:hidden">{t(`kinds.${cost.kind}`)}</Td>
            <Td className="max-w-80 truncate max-sm:hidden">{cost.note}</Td>
            <Td numeric>{format.money(cost.amountMinor)}</Td>
            {editable && (
              <Td className="text-right whitespace-nowrap">
                <div className="inline-flex max-sm:flex-col max-sm:items-end">
                  <CostDialog merchantSlug={merchantSlug} today={today} cost={cost} />
                  <DeleteCost merchantSlug={merchantSlug} cost={cost} />
                </div>
              </Td>
            )}
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
