"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { Cost } from "@/lib/features/costs/types";
import { useFormat } from "@/lib/platform/i18n/format-context";
import { CostForm } from "./cost-form";

/** The button and form of a new cost, or of `cost`. */
export function CostDialog(props: { merchantSlug: string; today: string; cost?: Cost }) {
  const t = useTranslations("costs");
  const format = useFormat();
  const { cost } = props;
  // Made here and not passed in: the trigger is cloned, and what a server component passes cannot be.
  const trigger = cost ? (
    <Button variant="ghost" aria-label={t("editOf", { date: format.day(cost.date) })}>
      {t("edit")}
    </Button>
  ) : (
    <Button variant="primary">{t("add")}</Button>
  );
  return (
    <Dialog trigger={trigger} title={cost ? t("editTitle") : t("addTitle")}>
      <CostForm {...props} />
    </Dialog>
  );
}
