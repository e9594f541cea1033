import { Repeat } from "lucide-react";
import { type ItemListProps, ItemTable } from "@/components/program/item-table";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { removedItems } from "@/lib/domain/program/diff";

/** The subscription plans of the draft, and how many subscribe to each now. */
export function PlanTable({
  subscribers,
  ...props
}: ItemListProps & { subscribers: ReadonlyMap<string, number> }) {
  const { words, draft } = props;
  const { t, document, format, plans: say } = words;
  const { plans } = document.perks;
  if (plans.length === 0 && removedItems(draft.changes, "perks.plans").length === 0)
    return (
      <Card>
        <EmptyState icon={Repeat} title={t("plans.empty")} description={t("plans.emptyDescription")} />
      </Card>
    );
  const nothing = "–";
  return (
    <ItemTable
      {...props}
      list="perks.plans"
      items={plans}
      caption={t("plans.title")}
      columns={[
        { label: t("plans.columns.interval"), cell: (plan) => say.interval(plan.interval) },
        {
          label: t("plans.columns.discount"),
          numeric: true,
          cell: (plan) => (plan.discountBps > 0 ? say.discount(plan.discountBps) : nothing),
        },
        {
          label: t("plans.columns.multiplier"),
          numeric: true,
          cell: (plan) => `×${words.factor(plan.earnMultiplierBps)}`,
        },
        { label: t("plans.columns.points"), numeric: true, cell: (plan) => words.points(plan.renewalPoints) },
        {
          label: t("plans.columns.shipping"),
          cell: (plan) => (plan.freeShipping ? t("plans.free") : nothing),
        },
        { label: t("plans.columns.gifts"), cell: (plan) => say.gifts(plan.gifts) || nothing },
        {
          label: t("plans.columns.subscribers"),
          numeric: true,
          onPhone: "column",
          cell: (plan) => format.number(subscribers.get(plan.key) ?? 0),
        },
      ]}
    />
  );
}
