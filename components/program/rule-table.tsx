import { Coins, TriangleAlert } from "lucide-react";
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
  const overlaps = props.draft.problems.filter((problem) => problem.code === "rules_overlap");
  const overlapping = (key: string) =>
    overlaps.filter(({ path, other }) => path[1] === key || other === key).map(words.problem);
  return (
    <ItemTable
      {...props}
      list="earningRules"
      items={rules}
      caption={t("earning.title")}
      columns={[
        {
          label: t("list.sentence"),
          onPhone: "text",
          cell: (rule) => (
            <>
              {words.sentence(rule)}
              {overlapping(rule.key).map((text) => (
                <span key={text} className="mt-1 flex gap-1 text-warning">
                  <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
                  {text}
                </span>
              ))}
            </>
          ),
        },
        {
          label: t("earning.stacking"),
          // The sentence says it where it is not as usual.
          onPhone: "none",
          cell: (rule) => t(`options.stackingShort.${rule.stacking}`),
        },
      ]}
    />
  );
}
