"use client";

import { useTranslations } from "next-intl";
import { DecimalInput } from "@/components/forms/amount-fields";
import { Input, Select } from "@/components/ui/input";
import { currencyExponent } from "@/lib/domain/money";
import { useFormat } from "@/lib/platform/i18n/format-context";
import { type DraftTest, type Faults, fieldShapes, type RuleField, slotsOf } from "./draft";
import { ValuePicker } from "./value-picker";
import type { SegmentWords } from "./words";

/** The values that a set field offers; for `event` the names of its fields. */
export type ValueOptions = Partial<Record<RuleField, readonly string[]>>;

type Props = {
  test: DraftTest;
  faults: Faults;
  options: ValueOptions;
  words: SegmentWords;
  onChange: (test: DraftTest) => void;
};

/** The inputs that the field and comparison of a line ask for. */
export function TestInputs(props: Props) {
  const { test } = props;
  const slots = slotsOf(test);
  return (
    <>
      {slots.includes("name") && <NameInput {...props} />}
      {slots.includes("value") &&
        (test.field === "event" ? <EventNumber {...props} /> : <AmountInput {...props} />)}
      {(slots.includes("percent") || slots.includes("days")) && <WholeInput {...props} />}
      {slots.includes("values") && <SetInput {...props} />}
      {slots.includes("month") && <MonthSelect {...props} />}
      {slots.includes("withinDays") && <WindowInputs {...props} />}
    </>
  );
}

/** The field of an event: one of those its type has, where that is known. */
function NameInput({ test, faults, options, onChange }: Props) {
  const t = useTranslations("segments.builder");
  const known = options.event ?? [];
  const shared = {
    "aria-label": t("eventField"),
    "aria-invalid": faults.name ? (true as const) : undefined,
    value: test.name,
  };
  if (known.length === 0)
    return (
      <Input
        {...shared}
        placeholder={t("eventField")}
        maxLength={40}
        onChange={({ target }) => onChange({ ...test, name: target.value })}
        className="col-span-2 w-full sm:w-36"
      />
    );
  const names = test.name && !known.includes(test.name) ? [...known, test.name] : known;
  return (
    <Select
      {...shared}
      onChange={({ target }) => onChange({ ...test, name: target.value })}
      placeholder={t("choose")}
      options={names.map((name) => ({ value: name, label: name }))}
      className="col-span-2 w-full sm:w-36"
    />
  );
}

/** A number of an event: of any size, with decimals, below zero. */
function EventNumber({ test, faults, onChange }: Props) {
  const t = useTranslations("segments.builder");
  return (
    <Input
      type="number"
      step="any"
      aria-label={t("number")}
      aria-invalid={faults.value ? true : undefined}
      value={test.value ?? ""}
      onChange={({ target }) =>
        onChange({ ...test, value: Number.isNaN(target.valueAsNumber) ? null : target.valueAsNumber })
      }
      className="num w-full sm:w-28"
    />
  );
}

function AmountInput({ test, faults, onChange }: Props) {
  const t = useTranslations("segments.builder");
  const { currency, currencySymbol } = useFormat();
  const { input, unit } = fieldShapes[test.field];
  const look =
    input === "money"
      ? { scale: currencyExponent(currency), prefix: currencySymbol, "aria-label": t("amount") }
      : { scale: 0, suffix: unit && t(unit), "aria-label": t("number") };
  return (
    <DecimalInput
      key={test.field}
      {...look}
      as="number"
      value={test.value}
      onChange={(value) => onChange({ ...test, value })}
      aria-invalid={faults.value ? true : undefined}
      className="w-full sm:w-28"
    />
  );
}

/** A percentage or a number of days. */
function WholeInput({ test, faults, onChange }: Props) {
  const t = useTranslations("segments.builder");
  const slot = test.op === "top_percent" ? "percent" : "days";
  const unit = test.op === "more_than_days_ago" ? t("ago") : t("daysUnit");
  return (
    <DecimalInput
      key={slot}
      scale={0}
      as="number"
      aria-label={t(slot)}
      suffix={slot === "percent" ? "%" : unit}
      value={test[slot]}
      onChange={(value) => onChange({ ...test, [slot]: value })}
      aria-invalid={faults[slot] ? true : undefined}
      className="w-full sm:w-36"
    />
  );
}

/** Fields whose values are all known. */
const closedFields: readonly RuleField[] = ["tier", "plan", "nps"];

function SetInput({ test, options, words, onChange }: Props) {
  const t = useTranslations("segments");
  const { field } = test;
  return (
    <div className="w-full sm:w-auto sm:min-w-28 sm:max-w-56 sm:flex-1">
      <ValuePicker
        label={t(`fields.${field}`)}
        options={field === "event" ? [] : (options[field] ?? [])}
        nameOf={(value) => words.valueName(field, value)}
        values={test.values}
        open={!closedFields.includes(field)}
        onChange={(values) => onChange({ ...test, values })}
      />
    </div>
  );
}

function MonthSelect({ test, words, onChange }: Props) {
  const t = useTranslations("segments.builder");
  const months = Array.from({ length: 12 }, (_, i) => i + 1);
  return (
    <Select
      aria-label={t("month")}
      value={String(test.month)}
      onChange={({ target: { value } }) =>
        onChange({ ...test, month: value === "current" ? value : Number(value) })
      }
      options={[
        { value: "current", label: t("thisMonth") },
        ...months.map((month) => ({ value: String(month), label: words.monthName(month) })),
      ]}
      className="w-full sm:w-44"
    />
  );
}

const USUAL_WINDOW = 90;

/** Whether orders of all time count, or those of the last days. */
function WindowInputs({ test, faults, onChange }: Props) {
  const t = useTranslations("segments.builder");
  const isLimited = test.withinDays !== null;
  return (
    <>
      <Select
        aria-label={t("window")}
        value={isLimited ? "some" : "all"}
        onChange={({ target: { value } }) =>
          onChange({ ...test, withinDays: value === "all" ? null : USUAL_WINDOW })
        }
        options={[
          { value: "all", label: t("windowAll") },
          { value: "some", label: t("windowSome") },
        ]}
        className="w-full sm:w-30"
      />
      {isLimited && (
        <DecimalInput
          scale={0}
          as="number"
          aria-label={t("windowDays")}
          suffix={t("daysUnit")}
          value={test.withinDays}
          // An empty input is not yet "of all time".
          onChange={(days) => onChange({ ...test, withinDays: days ?? "" })}
          aria-invalid={faults.withinDays ? true : undefined}
          className="w-full sm:w-28"
        />
      )}
    </>
  );
}
