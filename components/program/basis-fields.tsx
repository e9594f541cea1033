"use client";

import { type UseFormReturn, useWatch } from "react-hook-form";
import { BooleanField, SelectField } from "@/components/forms/fields";
import type { ValueOptions } from "@/components/segments/test-inputs";
import { FieldSet } from "@/components/ui/field";
import { roundings } from "@/lib/domain/program/schema";
import type { RuleValues } from "./rule-form";
import { TokenField } from "./token-field";
import type { Words } from "./words";

type Props = { form: UseFormReturn<RuleValues>; words: Words; options: ValueOptions };

const amounts = ["paid", "lines_before_discounts", "lines_after_discounts"] as const;
const levels = ["order", "line"] as const;

/** What of an order counts, and how what is left over is rounded. */
export function BasisFields({ form, words, options }: Props) {
  const { t } = words;
  const { control } = form;
  return (
    <>
      <SelectField
        control={control}
        name="rule.basis.amount"
        label={t("basisFields.amount")}
        description={t("basisFields.amountHint")}
        options={amounts.map((value) => ({ value, label: t(`basisFields.amounts.${value}`) }))}
      />
      <div className="flex flex-wrap gap-x-6">
        <BooleanField control={control} name="rule.basis.tax" label={t("basisFields.tax")} />
        <BooleanField control={control} name="rule.basis.shipping" label={t("basisFields.shipping")} />
        <BooleanField
          control={control}
          name="rule.basis.exclude.giftCards"
          label={t("basisFields.withoutGiftCards")}
        />
      </div>
      <Selection form={form} words={words} options={options} side="only" />
      <Selection form={form} words={words} options={options} side="exclude" />
      <RoundingFields form={form} words={words} />
    </>
  );
}

function Selection({ form: { control }, words: { t }, options, side }: Props & { side: "only" | "exclude" }) {
  return (
    <FieldSet legend={t(`basisFields.${side}`)} description={t(`basisFields.${side}Hint`)}>
      <div className="grid gap-4 sm:grid-cols-3">
        <TokenField
          control={control}
          name={`rule.basis.${side}.categories`}
          label={t("basisFields.categories")}
          suggestions={options.category}
        />
        <TokenField
          control={control}
          name={`rule.basis.${side}.collections`}
          label={t("basisFields.collections")}
        />
        <TokenField control={control} name={`rule.basis.${side}.skus`} label={t("basisFields.skus")} />
      </div>
    </FieldSet>
  );
}

/** Rounding of the effects that divide. */
function RoundingFields({ form: { control }, words: { t } }: Omit<Props, "options">) {
  const effects = useWatch({ control, name: "rule.effects" });
  return effects.map((effect, index) =>
    effect.type === "rate" || effect.type === "percent" ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: an effect is known by its place
      <div key={index} className="grid gap-4 sm:grid-cols-2">
        <SelectField
          control={control}
          name={`rule.effects.${index}.rounding`}
          label={t("earning.rounding")}
          options={roundings.map((value) => ({ value, label: t(`options.rounding.${value}`) }))}
        />
        <SelectField
          control={control}
          name={`rule.effects.${index}.level`}
          label={t("basisFields.level")}
          options={levels.map((value) => ({ value, label: t(`basisFields.levels.${value}`) }))}
        />
      </div>
    ) : null,
  );
}
