"use client";

import { useTranslations } from "next-intl";
import type { z } from "zod";
import { PercentField } from "@/components/forms/amount-fields";
import { FormError } from "@/components/forms/form-error";
import { SubmitButton } from "@/components/forms/submit-button";
import { useCommandForm } from "@/components/forms/use-command-form";
import { setGrossMarginAction } from "@/lib/features/costs/actions";
import { setGrossMarginInput } from "@/lib/features/costs/schema";

type Values = z.input<typeof setGrossMarginInput>;

/** Sets the gross margin of the store, or takes it away. */
export function MarginForm({ merchantSlug, marginBps }: { merchantSlug: string; marginBps: number | null }) {
  const t = useTranslations("costs");
  const { form, submit, pending, failure } = useCommandForm<Values, Values>({
    schema: setGrossMarginInput,
    action: (values, key) => setGrossMarginAction(merchantSlug, values, key),
    defaultValues: { grossMarginBps: marginBps },
    successMessage: t("marginSaved"),
  });
  return (
    <form onSubmit={submit} className="grid max-w-80 gap-3" noValidate>
      <FormError failure={failure} />
      <PercentField
        control={form.control}
        name="grossMarginBps"
        label={t("marginField")}
        description={t("marginHint")}
      />
      <SubmitButton variant="secondary" pending={pending} className="justify-self-start">
        {t("saveMargin")}
      </SubmitButton>
    </form>
  );
}
