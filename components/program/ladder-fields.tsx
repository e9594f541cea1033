"use client";

import { type UseFormReturn, useWatch } from "react-hook-form";
import { NumberField, RadioField, SelectField } from "@/components/forms/fields";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/input";
import { tierLadderSchema, tierMetrics } from "@/lib/domain/program/schema";
import type { LadderValues } from "./tier-editor";
import type { Words } from "./words";

const windows = ["lifetime", "calendar_year", "rolling"] as const;
const downgrades = ["to_qualified", "one_step", "none"] as const;
const shape = tierLadderSchema.pick({ window: true, graceDays: true, downgrade: true });

/** What tiers count, over which time, and what becomes of who no longer has enough. */
export function LadderFields({ form, words }: { form: UseFormReturn<LadderValues>; words: Words }) {
  const { t } = words;
  const { control, setValue } = form;
  const [window, graceDays, downgrade] = useWatch({
    control,
    name: ["ladder.window", "ladder.graceDays", "ladder.downgrade"],
  });
  const type = window?.type ?? "lifetime";
  const terms = shape.safeParse({ window, graceDays, downgrade }).data;
  const choose = (text: string) => {
    const next = windows.find((one) => one === text) ?? "lifetime";
    setValue("ladder.window", next === "rolling" ? { type: next, months: 12 } : { type: next }, {
      shouldDirty: true,
    });
  };
  return (
    <>
      <RadioField
        control={control}
        name="ladder.metric"
        label={t("tiers.metric")}
        description={t("tiers.metricHint")}
        options={tierMetrics.map((value) => ({ value, label: t(`options.metric.${value}`) }))}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t("tiers.window")}>
          <Select
            value={type}
            onChange={(event) => choose(event.target.value)}
            options={windows.map((value) => ({ value, label: t(`tiers.windows.${value}`) }))}
          />
        </Field>
        {type === "rolling" && (
          <NumberField
            control={control}
            name="ladder.window.months"
            label={t("expiry.months")}
            min={1}
            max={60}
          />
        )}
        {type !== "lifetime" && (
          <>
            <SelectField
              control={control}
              name="ladder.downgrade"
              label={t("tiers.downgrade")}
              options={downgrades.map((value) => ({ value, label: t(`tiers.downgrades.${value}`) }))}
            />
            <NumberField
              control={control}
              name="ladder.graceDays"
              label={t("tiers.graceDays")}
              description={t("tiers.graceHint")}
              min={0}
              max={366}
            />
          </>
        )}
      </div>
      {terms && (
        <p role="status" className="text-muted-foreground">
          {words.ladder(terms)}
        </p>
      )}
    </>
  );
}
