"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import type { z } from "zod";
import { FactorField, MoneyField, PercentField, PointsField } from "@/components/forms/amount-fields";
import { BooleanField, NumberField, SelectField } from "@/components/forms/fields";
import { useCommandForm } from "@/components/forms/use-command-form";
import { FormFrame } from "@/components/program/form-frame";
import { LocalizedFields } from "@/components/program/shared-fields";
import { textValues } from "@/components/program/start-values";
import { useWords } from "@/components/program/use-words";
import { intervalSchema, type ProgramDocument } from "@/lib/domain/program/schema";
import { savePlanAction } from "@/lib/features/programs/actions";
import { planForm } from "@/lib/features/programs/schema";
import { GiftFields } from "./gift-fields";
import { PlanPreview } from "./plan-preview";

export type PlanValues = z.input<typeof planForm>;

function startValues(document: ProgramDocument, planKey: string | null): PlanValues {
  const stored = document.perks.plans.find((plan) => plan.key === planKey);
  if (stored) {
    const { key, ...plan } = stored;
    return { key, plan: { ...plan, name: textValues(document, plan.name) } };
  }
  return {
    key: null,
    plan: {
      name: textValues(document),
      interval: { unit: "month", count: 1 },
      discountBps: 1000,
      earnMultiplierBps: 10_000,
      renewalPoints: 50,
      freeShipping: false,
      shippingCostMinor: 0,
      gifts: [],
      active: true,
    },
  };
}

/** Adds or edits one subscription plan in the draft, with what it gives in a year below the fields. */
export function PlanForm({
  document,
  revision,
  slug,
  planKey,
  listHref,
}: {
  document: ProgramDocument;
  revision: number;
  slug: string;
  planKey: string | null;
  listHref: string;
}) {
  const t = useTranslations("program");
  const router = useRouter();
  const words = useWords(document);
  const { form, submit, pending, failure } = useCommandForm({
    schema: planForm,
    action: (values, key) => savePlanAction(slug, { ...values, revision }, key),
    defaultValues: startValues(document, planKey),
    successMessage: t("form.saved"),
    onSuccess: () => router.push(listHref),
  });
  const { control, watch } = form;
  const units = intervalSchema.shape.unit.options;
  return (
    <FormFrame submit={submit} pending={pending} failure={failure} cancelHref={listHref}>
      <LocalizedFields
        control={control}
        words={words}
        name="plan.name"
        label={(language) => t("form.name", { language })}
      />
      <div className="grid grid-cols-2 gap-4">
        <NumberField control={control} name="plan.interval.count" label={t("plans.every")} min={1} max={52} />
        <SelectField
          control={control}
          name="plan.interval.unit"
          label={t("plans.unit")}
          options={units.map((value) => ({ value, label: t(`plans.units.${value}`) }))}
        />
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <PercentField
          control={control}
          name="plan.discountBps"
          label={t("plans.discount")}
          description={t("plans.discountHint")}
        />
        <FactorField
          control={control}
          name="plan.earnMultiplierBps"
          label={t("plans.multiplierField")}
          description={t("plans.multiplierHint")}
        />
        <PointsField
          control={control}
          name="plan.renewalPoints"
          label={t("plans.renewalPoints")}
          as="number"
        />
      </div>
      <BooleanField control={control} name="plan.freeShipping" label={t("plans.freeShipping")} asSwitch />
      {watch("plan.freeShipping") && (
        <MoneyField
          control={control}
          name="plan.shippingCostMinor"
          label={t("plans.shippingCost")}
          description={t("plans.shippingCostHint")}
          className="sm:w-1/2"
          as="number"
        />
      )}
      <GiftFields control={control} words={words} />
      <BooleanField
        control={control}
        name="plan.active"
        label={t("plans.active")}
        description={t("plans.activeHint")}
        asSwitch
      />
      <PlanPreview control={control} words={words} />
    </FormFrame>
  );
}
