"use client";

import { CalendarDays } from "lucide-react";
import { useTranslations } from "next-intl";
import { parseAsString, useQueryStates } from "nuqs";
import { type FormEvent, type ReactNode, useTransition } from "react";
import { addDays } from "@/lib/domain/time";
import { useFormat } from "@/lib/platform/i18n/format-context";
import { Button } from "./button";
import { Field } from "./field";
import { Input, Select } from "./input";
import { useCloseOverlay } from "./on-first-use";
import { Popover } from "./popover";
import { comparisons, type RangeChoice, rangePresets } from "./range-params";

const params = { range: parseAsString, compare: parseAsString, from: parseAsString, to: parseAsString };

/**
 * Range and comparison of a report, kept in the address so that a link reproduces the chart. Further filters of the
 * report stand before them.
 */
export function DateRangeControl({ choice, children }: { choice: RangeChoice; children?: ReactNode }) {
  const t = useTranslations("chart.range");
  const format = useFormat();
  const [pending, startTransition] = useTransition();
  const [, setParams] = useQueryStates(params, { shallow: false, startTransition, history: "push" });
  const { preset, range, comparison } = choice;
  const presets = rangePresets.filter((name) => name !== "custom" || preset === "custom");
  return (
    <div className="grid w-full gap-2 sm:flex sm:w-auto sm:flex-wrap sm:items-center" aria-busy={pending}>
      {children}
      <Select
        aria-label={t("label")}
        value={preset}
        onChange={(event) => setParams({ range: event.target.value, from: null, to: null })}
        options={presets.map((name) => ({ value: name, label: t(`presets.${name}`) }))}
      />
      <Popover
        title={t("customTitle")}
        align="end"
        trigger={
          <Button>
            <CalendarDays aria-hidden />
            {format.dayRange(range.from, addDays(range.to, -1))}
          </Button>
        }
      >
        <CustomRange choice={choice} onApply={(from, to) => setParams({ range: "custom", from, to })} />
      </Popover>
      <Select
        aria-label={t("compareLabel")}
        value={comparison}
        onChange={(event) => setParams({ compare: event.target.value })}
        options={comparisons.map((name) => ({ value: name, label: t(`compare.${name}`) }))}
      />
      {choice.isUncovered && (
        <p className="basis-full text-caption text-muted-foreground">{t("compareUncovered")}</p>
      )}
    </div>
  );
}

function CustomRange({
  choice,
  onApply,
}: {
  choice: RangeChoice;
  onApply: (from: string, to: string) => void;
}) {
  const t = useTranslations("chart.range");
  const { timeZone } = useFormat();
  const close = useCloseOverlay();
  function apply(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    onApply(String(data.get("from")), String(data.get("to")));
    close();
  }
  return (
    <form onSubmit={apply} className="grid gap-3">
      <Field label={t("from")}>
        <Input type="date" name="from" required defaultValue={choice.range.from} />
      </Field>
      <Field label={t("to")}>
        <Input type="date" name="to" required defaultValue={addDays(choice.range.to, -1)} />
      </Field>
      <p className="text-table text-muted-foreground">{t("zone", { zone: timeZone })}</p>
      <Button type="submit" variant="primary">
        {t("apply")}
      </Button>
    </form>
  );
}
