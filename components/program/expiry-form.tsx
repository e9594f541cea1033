"use client";

import { useTranslations } from "next-intl";
import { MoneyField } from "@/components/forms/amount-fields";
import { NumberField } from "@/components/forms/fields";
import { useCommandForm } from "@/components/forms/use-command-form";
import { RadioGroup } from "@/components/ui/choice";
import { FieldSet } from "@/components/ui/field";
import type { ProgramDocument } from "@/lib/domain/program/schema";
import { saveExpiryAction } from "@/lib/features/programs/actions";
import { expiryForm } from "@/lib/features/programs/schema";
import { FormFrame } from "./form-frame";

const USUAL_MONTHS = 12;

/** When points expire, and what one is worth. */
export function ExpiryForm({
  document,
  revision,
  slug,
}: {
  document: ProgramDocument;
  revision: number;
  slug: string;
}) {
  const t = useTranslations("program");
  const { form, submit, pending, failure } = useCommandForm({
    schema: expiryForm,
    action: (values, key) => saveExpiryAction(slug, { ...values, revision }, key),
    defaultValues: { expiry: document.expiry, pointValueMinor: document.pointValueMinor ?? null },
    successMessage: t("form.saved"),
  });
  const { control, watch, setValue } = form;
  const { type } = watch("expiry");
  const choose = (next: string) =>
    setValue("expiry", next === "none" ? { type: "none" } : { type: "rolling", months: USUAL_MONTHS }, {
      shouldDirty: true,
    });
  return (
    <FormFrame submit={submit} pending={pending} failure={failure}>
      <FieldSet legend={t("expiry.when")}>
        <RadioGroup
          name="expiry"
          value={type}
          onChange={(event) => choose(event.target.value)}
          options={[
            { value: "none", label: t("expiry.none"), description: t("expiry.noneHint") },
            { value: "rolling", label: t("expiry.rolling"), description: t("expiry.rollingHint") },
          ]}
        />
      </FieldSet>
      {type === "rolling" && (
        <NumberField
          control={control}
          name="expiry.months"
          label={t("expiry.months")}
          description={t("expiry.grandfathered")}
          className="sm:w-1/2"
          min={1}
          max={120}
        />
      )}
      <MoneyField
        control={control}
        name="pointValueMinor"
        label={t("expiry.pointValue")}
        description={t("expiry.pointValueHint")}
        className="sm:w-1/2"
        as="number"
        optional
      />
    </FormFrame>
  );
}
