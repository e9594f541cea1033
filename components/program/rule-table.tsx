import { Coins } from "lucide-react";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { removedItems } from "@/lib/domain/program/diff";
import { smallAmountMinor } from "@/lib/domain/program/starter";
import { type ItemListProps, ItemTable } from "./item-table";

/** The ways to earn of the draft. */
export function RuleTable(props: ItemListProps) {
  const { words } = props;
  const { t, document } = words;
  const rules = document.earningRules;
  if (rules.length === 0 && removedItems(props.draft.changes, "earningRules").length === 0)
    return (
      <Card>
        <EmptyState
          icon={Coins}
          title={t("earning.empty")}
          description={t("earning.emptyDescription", {
            amount: words.money(smallAmountMinor(document.currency)),
          })}
        />
      </Card>
    );
  return (
    <ItemTable
      {...props}
      list="earningRules"
      items={rules}
      caption={t("earning.title")}
      columns={[
        { label: t("list.earns"), cell: (rule) => words.earns(rule) },
        {
          label: t("earning.stacking"),
          cell: (rule) => (rule.trigger === "order.paid" ? t(`options.stackingShort.${rule.stacking}`) : "–"),
        },
        { label: t("list.who"), cell: (rule) => words.audience(rule.who) ?? t("everyone") },
        { label: t("list.when"), cell: (rule) => words.days(rule.when) ?? t("list.always") },
      ]}
    />
  );
}
