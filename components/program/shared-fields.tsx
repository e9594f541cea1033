"use client";

import { useTranslations } from "next-intl";
import { type Control, type FieldValues, type Path, useController } from "react-hook-form";
import { TextareaField, TextField } from "@/components/forms/fields";
import { useFieldMessage } from "@/components/forms/messages";
import { Checkbox } from "@/components/ui/choice";
import { FieldSet } from "@/components/ui/field";
import type { Words } from "./words";

type Props<Values extends FieldValues> = { control: Control<Values>; words: Words };

/** A text in every language of the program. `name` is the path of the object that holds them. */
export function LocalizedFields<Values extends FieldValues>({
  control,
  words,
  name,
  label,
  long = false,
}: Props<Values> & { name: string; label: (language: string) => string; long?: boolean }) {
  const Field = long ? TextareaField : TextField;
  return words.document.locales.map((locale) => (
    <Field
      key={locale}
      control={control}
      name={`${name}.${locale}` as Path<Values>} // the languages of the schema
      label={label(words.language(locale))}
      optional={long}
      {...(long ? { rows: 2 } : {})}
    />
  ));
}

/** For which tiers something is; none ticked means everyone. Nothing where the program has no tiers. */
export function TierChecks<Values extends FieldValues>({
  control,
  words,
  name,
}: Props<Values> & { name: Path<Values> }) {
  const t = useTranslations("program.earning");
  const { field, fieldState } = useController({ control, name });
  const message = useFieldMessage();
  const levels = words.document.tiers?.levels ?? [];
  if (levels.length === 0) return null;
  const chosen: string[] = field.value ?? [];
  const toggle = (key: string, on: boolean) => {
    const next = on ? [...chosen, key] : chosen.filter((one) => one !== key);
    field.onChange(levels.map((level) => level.key).filter((one) => next.includes(one)));
  };
  return (
    <FieldSet legend={t("tiers")} description={t("tiersHint")} error={message(fieldState.error?.message)}>
      <div className="flex flex-wrap gap-x-6 gap-y-1">
        {levels.map((level) => (
          <Checkbox
            key={level.key}
            label={words.name(level)}
            checked={chosen.includes(level.key)}
            onChange={(event) => toggle(level.key, event.target.checked)}
          />
        ))}
      </div>
    </FieldSet>
  );
}
