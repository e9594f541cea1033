"use client";

import { CalendarDays } from "lucide-react";
import { useTranslations } from "next-intl";
import { parseAsString, useQueryStates } from "nuqs";
import { type FormEvent, useState, useTransition } from "react";
import { addDays } from "@/lib/domain/time";
import { useFormat } from "@/lib/platform/i18n/format-context";
import { Button } from "./button";
import { Field } from "./field";
import { Input, Select } from "./input";
import { Popover } from "./popover";
import { comparisons, type RangeChoice, rangePresets } from "./range-params";

const params = { range: parseAsString, compare: parseAsString, from: parseAsString, to: parseAsString };

/** Range and comparison of a report, kept in the address so that a link reproduces the chart. */
export function DateRangeControl({ choice }: { choice: RangeChoice }) {
  const t = useTranslations("chart.range");
  const format = useFormat();
  const [pending, startTransition] = useTransition();
  const [, setParams] = useQueryStates(params, { shallow: false, startTransition, history: "push" });
  const [customOpen, setCustomOpen] = useState(false);
  const lastDay = addDays(choice.range.to, -1);

  function apply(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    setParams({ range: "custom", from: String(data.get("from")), to: String(data.get("to")) });
    setCustomOpen(false);
  }

  return (
    <div className="flex flex-wrap items-center gap-2" aria-busy={pending}>
      <Select
        aria-label={t("label")}
        value={choice.preset}
        onChange={(event) => {
          if (event.target.value === "custom") setCustomOpen(true);
          else setParams({ range: event.target.value, from: null, to: null });
        }}
        options={rangePresets.map((preset) => ({ value: preset, label: t(`presets.${preset}`) }))}
      />
      <Popover
        title={t("customTitle")}
        open={customOpen}
        onOpenChange={setCustomOpen}
        align="end"
        trigger={
          <Button>
            <CalendarDays aria-hidden />
            {format.dayRange(choice.range.from, lastDay)}
          </Button>
        }
      >
        <form onSubmit={apply} className="grid gap-3">
          <Field label={t("from")}>
            <Input type="date" name="from" required defaultValue={choice.range.from} />
          </Field>
          <Field label={t("to")}>
            <Input type="date" name="to" required defaultValue={lastDay} />
          </Field>
          <p className="text-table text-muted-foreground">{t("zone", { zone: format.timeZone })}</p>
          <Button type="submit" variant="primary">
            {t("apply")}
          </Button>
        </form>
      </Popover>
      <Select
        aria-label={t("compareLabel")}
        value={choice.comparison}
        onChange={(event) => setParams({ compare: event.target.value })}
        options={comparisons.map((name) => ({ value: name, label: t(`compare.${name}`) }))}
      />
    </div>
  );
}
