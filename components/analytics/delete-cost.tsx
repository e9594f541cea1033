"use client";

import { useTranslations } from "next-intl";
import { useFailureMessage } from "@/components/forms/messages";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toaster";
import { deleteCostAction } from "@/lib/features/costs/actions";
import type { Cost } from "@/lib/features/costs/types";
import { useFormat } from "@/lib/platform/i18n/format-context";

/** Takes a cost away after asking. */
export function DeleteCost({ merchantSlug, cost }: { merchantSlug: string; cost: Cost }) {
  const t = useTranslations("costs");
  const failureMessage = useFailureMessage();
  const format = useFormat();
  const date = format.day(cost.date);
  async function remove() {
    const result = await deleteCostAction(merchantSlug, { id: cost.id });
    void toast(result.ok ? t("deleted") : failureMessage(result));
  }
  return (
    <ConfirmDialog
      trigger={
        <Button variant="ghost" aria-label={t("deleteOf", { date })}>
          {t("delete")}
        </Button>
      }
      title={t("deleteTitle")}
      confirmLabel={t("delete")}
      destructive
      onConfirm={remove}
    >
      {t("deleteText", { amount: format.money(cost.amountMinor), date })}
    </ConfirmDialog>
  );
}
