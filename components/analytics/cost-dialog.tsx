"use client";

import { useTranslations } from "next-intl";
import { Dialog } from "@/components/ui/dialog";
import type { TriggerElement } from "@/components/ui/on-first-use";
import type { Cost } from "@/lib/features/costs/types";
import { CostForm } from "./cost-form";

/** Opens the form of a new cost, or of `cost`. */
export function CostDialog({
  trigger,
  ...props
}: {
  trigger: TriggerElement;
  merchantSlug: string;
  today: string;
  cost?: Cost;
}) {
  const t = useTranslations("costs");
  return (
    <Dialog trigger={trigger} title={props.cost ? t("editTitle") : t("addTitle")}>
      <CostForm {...props} />
    </Dialog>
  );
}
