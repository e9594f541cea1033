"use client";

import { useTranslations } from "next-intl";
import { MoneyField } from "@/components/forms/amount-fields";
import { DateField, SelectField, TextareaField } from "@/components/forms/fields";
import { FormError } from "@/components/forms/form-error";
import { SubmitButton } from "@/components/forms/submit-button";
import { useCommandForm } from "@/components/forms/use-command-form";
import { useCloseOverlay } from "@/components/ui/on-first-use";
import { COST_KINDS } from "@/lib/domain/kpi";
import { recordCostAction, updateCostAction } from "@/lib/features/costs/actions";
import { type CostFormValues, recordCostInput } from "@/lib/features/costs/schema";
import type { Cost } from "@/lib/features/costs/types";

/** Enters a cost, or changes `cost`. */
export function CostForm({
  merchantSlug,
  today,
  cost,
}: {
  merchantSlug: string;
  today: string;
  cost?: Cost;
}) {
  const t = useTranslations("costs");
  const { form, submit, pending, failure } = useCommandForm<CostFormValues, { id: string }>({
    schema: recordCostInput,
    action: (values, key) =>
      cost
        ? updateCostAction(merchantSlug, { ...values, id: cost.id }, key)
        : recordCostAction(merchantSlug, values, key),
    defaultValues: cost
      ? { date: cost.date, kind: cost.kind, amountMinor: cost.amountMinor.toString(), note: cost.note ?? "" }
      : { date: today, kind: "software", amountMinor: "", note: "" },
    successMessage: t("saved"),
    onSuccess: useCloseOverlay(),
  });
  const { control } = form;
  const kinds = COST_KINDS.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }));
  return (
    <form onSubmit={submit} className="grid gap-4" noValidate>
      <FormError failure={failure} />
      <DateField control={control} name="date" label={t("date")} />
      <SelectField control={control} name="kind" label={t("kind")} options={kinds} />
      <MoneyField control={control} name="amountMinor" label={t("amount")} />
      <TextareaField control={control} name="note" label={t("note")} optional />
      <SubmitButton pending={pending} className="justify-self-start">
        {t("save")}
      </SubmitButton>
    </form>
  );
}
