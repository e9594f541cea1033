"use client";

import { Plus, Trash2 } from "lucide-react";
import {
  type Control,
  Controller,
  type FieldValues,
  type Path,
  type UseFormReturn,
  useWatch,
} from "react-hook-form";
import { NumberField, SelectField } from "@/components/forms/fields";
import { useFieldMessage } from "@/components/forms/messages";
import { Button } from "@/components/ui/button";
import { Checkbox, RadioGroup } from "@/components/ui/choice";
import { Field, FieldSet } from "@/components/ui/field";
import { Input, Select } from "@/components/ui/input";
import type { Expiry } from "@/lib/domain/program/schema";
import type { RuleValues } from "./rule-form";
import type { Words } from "./words";

const types = ["none", "rolling", "inactivity", "fixed"] as const;
const rounds = ["day", "month", "quarter", "year"] as const;
const acts = ["earn", "spend", "event"] as const;

const usual: Record<Expiry["type"], Expiry> = {
  none: { type: "none" },
  rolling: { type: "rolling", months: 12, roundTo: "day" },
  inactivity: { type: "inactivity", months: 12, resetBy: ["earn", "spend"] },
  fixed: { type: "fixed", dates: ["12-31"], minDays: 0 },
};

/** The fields of an expiry at `name` of a form, which holds one. */
export function ExpiryFields<Values extends FieldValues>({
  control,
  name,
  type,
  onChoose,
  words,
}: {
  control: Control<Values>;
  name: string;
  type: Expiry["type"];
  onChoose: (expiry: Expiry) => void;
  words: Words;
}) {
  const { t } = words;
  const at = (field: string) => `${name}.${field}` as Path<Values>; // the fields of the chosen type
  return (
    <>
      <FieldSet legend={t("expiry.when")}>
        <RadioGroup
          name={`${name}.type`}
          value={type}
          onChange={(event) => onChoose(usual[types.find((one) => one === event.target.value) ?? "none"])}
          options={types.map((value) => ({
            value,
            label: t(`expiry.${value}`),
            description: t(`expiry.${value}Hint`),
          }))}
        />
      </FieldSet>
      {(type === "rolling" || type === "inactivity") && (
        <div className="grid gap-4 sm:grid-cols-2" key={type}>
          <NumberField control={control} name={at("months")} label={t("expiry.months")} min={1} max={120} />
          {type === "rolling" && (
            <SelectField
              control={control}
              name={at("roundTo")}
              label={t("expiry.roundTo")}
              options={rounds.map((value) => ({ value, label: t(`expiry.rounds.${value}`) }))}
            />
          )}
        </div>
      )}
      {type === "inactivity" && <ResetFields control={control} name={at("resetBy")} t={t} />}
      {type === "fixed" && (
        <>
          <DateList control={control} name={at("dates")} words={words} />
          <NumberField
            control={control}
            name={at("minDays")}
            label={t("expiry.minDays")}
            description={t("expiry.minDaysHint")}
            className="sm:w-1/2"
            min={0}
            max={366}
          />
        </>
      )}
    </>
  );
}

type PartProps<Values extends FieldValues> = { control: Control<Values>; name: Path<Values>; t: Words["t"] };

function ResetFields<Values extends FieldValues>({ control, name, t }: PartProps<Values>) {
  const message = useFieldMessage();
  return (
    <Controller
      control={control}
      name={name}
      render={({ field, fieldState }) => {
        const chosen: string[] = field.value ?? [];
        return (
          <FieldSet legend={t("expiry.resetBy")} error={fieldState.error && message("required")}>
            <div className="flex flex-wrap gap-x-6">
              {acts.map((act) => (
                <Checkbox
                  key={act}
                  label={t(`expiry.acts.${act}`)}
                  checked={chosen.includes(act)}
                  onChange={({ target }) =>
                    field.onChange(
                      acts.filter((one) => (one === act ? target.checked : chosen.includes(one))),
                    )
                  }
                />
              ))}
            </div>
          </FieldSet>
        );
      }}
    />
  );
}

const MAX_DATES = 20;

/** Days of the year, `MM-DD` in the values. */
function DateList<Values extends FieldValues>({
  control,
  name,
  words,
}: Omit<PartProps<Values>, "t"> & { words: Words }) {
  const { t } = words;
  return (
    <Controller
      control={control}
      name={name}
      render={({ field }) => {
        const dates: string[] = field.value ?? [];
        const set = (index: number, date: string) => field.onChange(dates.with(index, date));
        return (
          <FieldSet legend={t("expiry.dates")} description={t("expiry.datesHint")}>
            {dates.map((date, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a date is known by its place
              <div key={index} className="flex items-end gap-2">
                <MonthDay date={date} onChange={(next) => set(index, next)} words={words} />
                {dates.length > 1 && (
                  <Button
                    variant="ghost"
                    size="icon"
                    aria-label={t("expiry.removeDate", { number: index + 1 })}
                    onClick={() => field.onChange(dates.toSpliced(index, 1))}
                  >
                    <Trash2 aria-hidden />
                  </Button>
                )}
              </div>
            ))}
            {dates.length < MAX_DATES && (
              <div>
                <Button variant="ghost" onClick={() => field.onChange([...dates, "06-30"])}>
                  <Plus aria-hidden />
                  {t("expiry.addDate")}
                </Button>
              </div>
            )}
          </FieldSet>
        );
      }}
    />
  );
}

const months = Array.from({ length: 12 }, (_, i) => String(i + 1).padStart(2, "0"));

function MonthDay({
  date,
  onChange,
  words: { t, format },
}: {
  date: string;
  onChange: (date: string) => void;
  words: Words;
}) {
  const names = new Intl.DateTimeFormat(format.locale, { month: "long", timeZone: "UTC" });
  const [month = "12", day = "31"] = date.split("-");
  const last = new Date(Date.UTC(2024, Number(month), 0)).getUTCDate();
  const put = (nextMonth: string, nextDay: number) => {
    const days = new Date(Date.UTC(2024, Number(nextMonth), 0)).getUTCDate();
    onChange(`${nextMonth}-${String(Math.min(Math.max(nextDay, 1), days)).padStart(2, "0")}`);
  };
  return (
    <div className="grid grid-cols-2 gap-2">
      <Field label={t("expiry.day")}>
        <Input
          type="number"
          min={1}
          max={last}
          value={Number(day)}
          onChange={({ target }) => put(month, target.valueAsNumber || 1)}
          className="num"
        />
      </Field>
      <Field label={t("expiry.month")}>
        <Select
          value={month}
          onChange={({ target }) => put(target.value, Number(day))}
          options={months.map((value) => ({ value, label: names.format(new Date(`2024-${value}-15`)) }))}
        />
      </Field>
    </div>
  );
}

/** Whether what a rule gives expires like everything else, or in its own way. */
export function OwnExpiryFields({ form, words }: { form: UseFormReturn<RuleValues>; words: Words }) {
  const { t } = words;
  const { control, setValue } = form;
  const expiry = useWatch({ control, name: "rule.expiry" });
  const set = (next: Expiry | null) => setValue("rule.expiry", next, { shouldDirty: true });
  return (
    <>
      <Checkbox
        label={t("earning.ownExpiry")}
        checked={Boolean(expiry)}
        onChange={({ target }) => set(target.checked ? usual.rolling : null)}
      />
      {expiry && (
        <ExpiryFields control={control} name="rule.expiry" type={expiry.type} onChoose={set} words={words} />
      )}
    </>
  );
}
