"use client";

import { Plus, Trash2 } from "lucide-react";
import { Controller, type UseFormReturn, useFieldArray } from "react-hook-form";
import { DateField, TextField } from "@/components/forms/fields";
import { useFieldMessage } from "@/components/forms/messages";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/choice";
import { FieldSet } from "@/components/ui/field";
import type { RuleValues } from "./rule-form";
import type { Words } from "./words";

type Props = { form: UseFormReturn<RuleValues>; words: Words };

const weekdays = [1, 2, 3, 4, 5, 6, 7];
const MAX_HOURS = 20;

/** First and last day, and happy hours: weekdays with a time from and until. */
export function WhenFields({ form: { control }, words }: Props) {
  const { t } = words;
  const { fields, append, remove } = useFieldArray({ control, name: "rule.when.hours" });
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <DateField control={control} name="rule.when.from" label={t("earning.from")} optional />
        <DateField
          control={control}
          name="rule.when.until"
          label={t("earning.until")}
          description={t("earning.datesHint")}
          optional
        />
      </div>
      {fields.map((field, index) => (
        <HoursRow
          key={field.id}
          control={control}
          words={words}
          index={index}
          onRemove={() => remove(index)}
        />
      ))}
      {fields.length < MAX_HOURS && (
        <div>
          <Button onClick={() => append({ days: [1, 2, 3, 4, 5], from: "17:00", until: "19:00" })}>
            <Plus aria-hidden />
            {t("hoursFields.add")}
          </Button>
        </div>
      )}
    </>
  );
}

function HoursRow({
  control,
  words: { t, weekday },
  index,
  onRemove,
}: Pick<Props["form"], "control"> & { words: Words; index: number; onRemove: () => void }) {
  const message = useFieldMessage();
  return (
    <div className="border-t pt-3">
      <Controller
        control={control}
        name={`rule.when.hours.${index}.days`}
        render={({ field, fieldState }) => (
          <FieldSet
            legend={t("hoursFields.title", { number: index + 1 })}
            error={fieldState.error && message("required")}
          >
            <div className="flex flex-wrap gap-x-4">
              {weekdays.map((day) => (
                <Checkbox
                  key={day}
                  label={weekday(day)}
                  checked={(field.value ?? []).includes(day)}
                  onChange={({ target }) =>
                    field.onChange(
                      weekdays.filter((one) => (one === day ? target.checked : field.value?.includes(one))),
                    )
                  }
                />
              ))}
            </div>
          </FieldSet>
        )}
      />
      <div className="mt-2 flex items-start gap-4">
        <TextField
          control={control}
          name={`rule.when.hours.${index}.from`}
          label={t("hoursFields.from")}
          type="time"
        />
        <TextField
          control={control}
          name={`rule.when.hours.${index}.until`}
          label={t("hoursFields.until")}
          type="time"
        />
        <Button
          variant="ghost"
          size="icon"
          className="mt-6"
          aria-label={t("hoursFields.remove", { number: index + 1 })}
          onClick={onRemove}
        >
          <Trash2 aria-hidden />
        </Button>
      </div>
      <p className="mt-1 text-table text-muted-foreground">{t("hoursFields.hint")}</p>
    </div>
  );
}
