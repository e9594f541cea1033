import { Gift } from "lucide-react";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { removedItems } from "@/lib/domain/program/diff";
import type { Reward } from "@/lib/domain/program/schema";
import { type ItemListProps, ItemTable } from "./item-table";

type StockRow = { rewardKey: string; remaining: number };

/** The rewards of the draft, and what is left of those that are live. */
export function RewardTable({ stock, ...props }: ItemListProps & { stock: StockRow[] }) {
  const { words } = props;
  const { t, document, format } = words;
  const { rewards } = document;
  if (rewards.length === 0 && removedItems(props.draft.changes, "rewards").length === 0)
    return (
      <Card>
        <EmptyState icon={Gift} title={t("rewards.empty")} description={t("rewards.emptyDescription")} />
      </Card>
    );
  function left(reward: Reward): string {
    if (reward.stock === null) return t("list.unlimited");
    const row = stock.find((one) => one.rewardKey === reward.key);
    const stated = format.number(reward.stock);
    if (!row) return t("list.publishedLater", { stock: stated });
    return t("list.leftOf", { left: format.number(row.remaining), stock: stated });
  }
  return (
    <ItemTable
      {...props}
      list="rewards"
      items={rewards}
      caption={t("rewards.title")}
      columns={[
        { label: t("list.kind"), onPhone: "text", cell: (reward) => words.rewardValue(reward) },
        {
          label: t("list.price"),
          numeric: true,
          onPhone: "column",
          cell: words.prices,
        },
        { label: t("list.who"), cell: (reward) => words.audience(reward) ?? t("everyone") },
        { label: t("list.left"), numeric: true, cell: left },
        {
          label: t("list.limit"),
          numeric: true,
          cell: ({ perCustomerLimit: limit }) => (limit === null ? t("noLimit") : format.number(limit)),
        },
      ]}
    />
  );
}
