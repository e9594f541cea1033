"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FocusEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Select } from "@/components/ui/input";
import { type DraftTest, faultsOf, fieldShapes, type RuleField, withField } from "./draft";
import { TestInputs, type ValueOptions } from "./test-inputs";
import type { SegmentWords } from "./words";

/** Whether the focus goes on to another part of the page; the list of values opens outside of its line. */
function leaves({ currentTarget, relatedTarget: to }: FocusEvent<HTMLElement>): boolean {
  return to instanceof Element && !currentTarget.contains(to) && !to.closest("[role=dialog]");
}

/** One line of the builder: what is looked at, how it compares, and with what. */
export function TestRow({
  test,
  number,
  fields,
  options,
  words,
  takesFocus,
  onChange,
  onRemove,
}: {
  test: DraftTest;
  /** Its place among all lines, from 1. */
  number: number;
  /** The fields that are offered; one that the line has already stays in any case. */
  fields: readonly RuleField[];
  options: ValueOptions;
  words: SegmentWords;
  /** It has just been added. */
  takesFocus: boolean;
  onChange: (test: DraftTest) => void;
  /** Undefined for the only line there is. */
  onRemove: (() => void) | undefined;
}) {
  const t = useTranslations("segments");
  const id = useId();
  const [isLeft, setIsLeft] = useState(false);
  const faults = faultsOf(test);
  const [fault] = Object.values(faults);
  const { ops } = fieldShapes[test.field];
  const offered = fields.includes(test.field) ? fields : [...fields, test.field];
  return (
    <fieldset
      aria-describedby={fault ? id : undefined}
      onBlur={(event) => leaves(event) && setIsLeft(true)}
      className="min-w-0"
    >
      <legend className="sr-only">{t("builder.row", { number })}</legend>
      <div className="flex items-start gap-2">
        <div className="grid min-w-0 flex-1 grid-cols-2 gap-2 sm:flex sm:flex-wrap">
          <Select
            aria-label={t("builder.field")}
            value={test.field}
            onChange={({ target }) => {
              setIsLeft(false);
              onChange(withField(test, offered.find((field) => field === target.value) ?? test.field));
            }}
            options={offered.map((field) => ({ value: field, label: t(`fields.${field}`) }))}
            className="col-span-2 sm:w-48"
            autoFocus={takesFocus}
          />
          <Select
            aria-label={t("builder.op")}
            value={test.op}
            onChange={({ target }) =>
              onChange({ ...test, op: ops.find((op) => op === target.value) ?? test.op })
            }
            options={ops.map((op) => ({ value: op, label: t(`ops.${op}`) }))}
            className="w-full sm:w-36"
          />
          <TestInputs {...{ test, options, words, onChange }} faults={isLeft ? faults : {}} />
        </div>
        {onRemove && (
          <Button
            variant="ghost"
            size="icon"
            aria-label={t("builder.removeTest", { number })}
            onClick={onRemove}
          >
            <X aria-hidden />
          </Button>
        )}
      </div>
      {fault && (
        <p id={id} className={cn("mt-1 text-table", isLeft ? "text-destructive" : "text-muted-foreground")}>
          {t(`builder.faults.${fault}`)}
        </p>
      )}
    </fieldset>
  );
}
