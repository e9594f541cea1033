"use client";

import { type UseFormReturn, useWatch } from "react-hook-form";
import { NumberField, SelectField } from "@/components/forms/fields";
import { RadioGroup } from "@/components/ui/choice";
import { FieldSet } from "@/components/ui/field";
import type { RuleValues } from "./rule-form";
import { triggerOptions } from "./trigger-fields";
import type { Words } from "./words";

const types = ["immediate", "days", "event"] as const;
const afters = ["paid", "delivered"] as const;

/** From when on the units can be used. */
export function ActivationFields({
  form: { control, setValue },
  words,
}: {
  form: UseFormReturn<RuleValues>;
  words: Words;
}) {
  const { t } = words;
  const activation = useWatch({ control, name: "rule.activation" });
  const choose = (type: string) =>
    setValue(
      "rule.activation",
      type === "days"
        ? { type, days: 14, after: "paid" }
        : type === "event"
          ? { type, event: "order.delivered", withinDays: 60 }
          : { type: "immediate" },
      { shouldDirty: true },
    );
  return (
    <>
      <FieldSet legend={t("activationFields.title")}>
        <RadioGroup
          name="rule.activation.type"
          value={activation?.type ?? "immediate"}
          onChange={(event) => choose(event.target.value)}
          options={types.map((value) => ({
            value,
            label: t(`activationFields.${value}`),
            description: t(`activationFields.${value}Hint`),
          }))}
        />
      </FieldSet>
      {activation?.type === "days" && (
        <div className="grid gap-4 sm:grid-cols-2" key="days">
          <NumberField
            control={control}
            name="rule.activation.days"
            label={t("activationFields.daysField")}
            min={1}
            max={365}
          />
          <SelectField
            control={control}
            name="rule.activation.after"
            label={t("activationFields.after")}
            options={afters.map((value) => ({ value, label: t(`activationFields.afters.${value}`) }))}
          />
        </div>
      )}
      {activation?.type === "event" && (
        <div className="grid gap-4 sm:grid-cols-2" key="event">
          <SelectField
            control={control}
            name="rule.activation.event"
            label={t("activationFields.eventField")}
            options={triggerOptions(words)}
          />
          <NumberField
            control={control}
            name="rule.activation.withinDays"
            label={t("activationFields.withinDays")}
            min={1}
            max={365}
          />
        </div>
      )}
    </>
  );
}
