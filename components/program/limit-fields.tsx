"use client";

import { Plus, Trash2 } from "lucide-react";
import { type UseFormReturn, useFieldArray, useWatch } from "react-hook-form";
import { MoneyField, PointsField } from "@/components/forms/amount-fields";
import { NumberField, SelectField } from "@/components/forms/fields";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/choice";
import { periods } from "@/lib/domain/program/schema";
import type { RuleValues } from "./rule-form";
import type { Words } from "./words";

type Props = { form: UseFormReturn<RuleValues>; words: Words };

const MAX_CAPS = 5;

/** How much and how often a rule gives at most. */
export function LimitFields({ form, words }: Props) {
  const { t } = words;
  const { control } = form;
  const effects = useWatch({ control, name: "rule.effects" });
  const isMoney = effects.every((effect) => effect.type !== "multiply" && effect.asset === "credit");
  const Units = isMoney ? MoneyField : PointsField;
  const caps = useFieldArray({ control, name: "rule.caps.perPeriod" });
  const options = periods.map((value) => ({ value, label: t(`limitFields.periods.${value}`) }));
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <Units
          control={control}
          name="rule.caps.perOrder"
          label={t("limitFields.perOrder")}
          description={t("limitFields.perOrderHint")}
          as="number"
          optional
        />
        <Units
          control={control}
          name="rule.caps.rejectAbove"
          label={t("limitFields.rejectAbove")}
          description={t("limitFields.rejectAboveHint")}
          as="number"
          optional
        />
      </div>
      {caps.fields.map((field, index) => (
        <div key={field.id} className="flex items-start gap-4">
          <Units
            control={control}
            name={`rule.caps.perPeriod.${index}.units`}
            label={t("limitFields.atMost")}
            as="number"
            className="min-w-0 flex-1"
          />
          <SelectField
            control={control}
            name={`rule.caps.perPeriod.${index}.period`}
            label={t("limitFields.period")}
            options={options}
            className="min-w-0 flex-1"
          />
          <Button
            variant="ghost"
            size="icon"
            className="mt-6"
            aria-label={t("limitFields.removeCap", { number: index + 1 })}
            onClick={() => caps.remove(index)}
          >
            <Trash2 aria-hidden />
          </Button>
        </div>
      ))}
      {caps.fields.length < MAX_CAPS && (
        <div>
          <Button onClick={() => caps.append({ units: isMoney ? 1000 : 100, period: "day" })}>
            <Plus aria-hidden />
            {t("limitFields.addCap")}
          </Button>
        </div>
      )}
      <FrequencyFields form={form} words={words} />
      <NumberField
        control={control}
        name="rule.cooldownHours"
        label={t("limitFields.cooldown")}
        description={t("limitFields.cooldownHint")}
        className="sm:w-1/2"
        min={1}
        optional
      />
    </>
  );
}

function FrequencyFields({ form: { control, setValue }, words: { t } }: Props) {
  const frequency = useWatch({ control, name: "rule.frequency" });
  return (
    <div className="grid gap-2">
      <Checkbox
        label={t("limitFields.frequency")}
        checked={Boolean(frequency)}
        onChange={({ target }) =>
          setValue("rule.frequency", target.checked ? { times: 1, period: "day" } : null, {
            shouldDirty: true,
          })
        }
      />
      {frequency && (
        <div className="grid grid-cols-2 gap-4 sm:pl-6">
          <NumberField control={control} name="rule.frequency.times" label={t("limitFields.times")} min={1} />
          <SelectField
            control={control}
            name="rule.frequency.period"
            label={t("limitFields.period")}
            options={periods.map((value) => ({ value, label: t(`limitFields.periods.${value}`) }))}
          />
        </div>
      )}
    </div>
  );
}
