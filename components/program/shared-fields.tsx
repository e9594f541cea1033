"use client";

import { useTranslations } from "next-intl";
import { type Control, type FieldValues, type Path, useController } from "react-hook-form";
import { TextareaField, TextField } from "@/components/forms/fields";
import { useFieldMessage } from "@/components/forms/messages";
import { Checkbox } from "@/components/ui/choice";
import { cn } from "@/components/ui/cn";
import { FieldSet } from "@/components/ui/field";
import type { Words } from "./words";

type Props<Values extends FieldValues> = { control: Control<Values>; words: Words };

// A name in three columns beside a preview would cut its own text.
const columns: Record<number, string> = { 2: "sm:grid-cols-2", 3: "sm:grid-cols-2" };

/** A text in every language of the program. `name` is the path of the object that holds them. */
export function LocalizedFields<Values extends FieldValues>({
  control,
  words,
  name,
  label,
  long = false,
}: Props<Values> & { name: string; label: (language: string) => string; long?: boolean }) {
  const Field = long ? TextareaField : TextField;
  const { locales } = words.document;
  const fields = locales.map((locale) => (
    <Field
      key={locale}
      control={control}
      name={`${name}.${locale}` as Path<Values>} // the languages of the schema
      label={label(words.language(locale))}
      optional={long}
      {...(long ? { rows: 2 } : {})}
    />
  ));
  if (locales.length === 1) return fields;
  return <div className={cn("grid gap-4", columns[locales.length])}>{fields}</div>;
}

type KeyOption = { key: string; label: string; description?: string };

/** Some keys of a list, in its order; what is stored and no longer in the list can only be unticked. */
function KeyChecks<Values extends FieldValues>({
  control,
  name,
  legend,
  description,
  options,
}: {
  control: Control<Values>;
  name: Path<Values>;
  legend: string;
  description: string;
  options: readonly KeyOption[];
}) {
  const { field, fieldState } = useController({ control, name });
  const message = useFieldMessage();
  const chosen: string[] = field.value ?? [];
  const gone = chosen.filter((key) => !options.some((option) => option.key === key));
  const all = [...options, ...gone.map((key): KeyOption => ({ key, label: key }))];
  if (all.length === 0) return null;
  const toggle = (key: string, on: boolean) => {
    const next = on ? [...chosen, key] : chosen.filter((one) => one !== key);
    field.onChange(all.map((option) => option.key).filter((one) => next.includes(one)));
  };
  return (
    <FieldSet legend={legend} description={description} error={message(fieldState.error?.message)}>
      <div className="flex flex-wrap gap-x-6 gap-y-1">
        {all.map((option) => (
          <Checkbox
            key={option.key}
            label={option.label}
            description={option.description}
            className={option.description && "basis-full"}
            checked={chosen.includes(option.key)}
            onChange={(event) => toggle(option.key, event.target.checked)}
          />
        ))}
      </div>
    </FieldSet>
  );
}

type ChecksProps<Values extends FieldValues> = Props<Values> & { name: Path<Values> };

/** For which tiers something is; none ticked means everyone. Nothing where the program has no tiers. */
export function TierChecks<Values extends FieldValues>({ words, ...rest }: ChecksProps<Values>) {
  const t = useTranslations("program.earning");
  const levels = words.document.tiers?.levels ?? [];
  const options = levels.map((level) => ({ key: level.key, label: words.name(level) }));
  return <KeyChecks {...rest} legend={t("tiers")} description={t("tiersHint")} options={options} />;
}

/** In which segments one must be for something, each in words; `description` says when this is looked up. */
export function SegmentChecks<Values extends FieldValues>({
  words,
  ...rest
}: ChecksProps<Values> & { description: string }) {
  const t = useTranslations("program.earning");
  const options = words.segments.map(({ key, name, sentence }) => ({
    key,
    label: name,
    description: sentence,
  }));
  return <KeyChecks {...rest} legend={t("segments")} options={options} />;
}
