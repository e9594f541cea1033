"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useId, useState } from "react";
import { type FieldValues, useController } from "react-hook-form";
import type { FormFieldProps } from "@/components/forms/fields";
import { useFieldMessage } from "@/components/forms/messages";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

const MAX_LENGTH = 100;

/** Any number of short texts: Enter or a comma ends one, Backspace in the empty input takes the last one away. */
export function TokenField<Values extends FieldValues>({
  suggestions = [],
  ...props
}: FormFieldProps<Values> & { suggestions?: readonly string[] }) {
  const { field, fieldState } = useController({ control: props.control, name: props.name });
  const message = useFieldMessage();
  const t = useTranslations("program.tokens");
  const listId = useId();
  const [typed, setTyped] = useState("");
  const values: string[] = field.value ?? [];

  function add(text: string) {
    const added = text
      .split(",")
      .map((one) => one.trim().slice(0, MAX_LENGTH))
      .filter(Boolean);
    if (added.length > 0) field.onChange([...new Set([...values, ...added])]);
    setTyped("");
  }
  function press(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key === "Enter" && typed.trim() !== "") {
      event.preventDefault();
      add(typed);
    } else if (event.key === "Backspace" && typed === "") field.onChange(values.slice(0, -1));
  }
  return (
    <Field
      label={props.label}
      description={props.description}
      error={message(fieldState.error?.message)}
      className={props.className}
    >
      {values.length > 0 && (
        <ul className="flex flex-wrap gap-1">
          {values.map((value) => (
            <li
              key={value}
              className="inline-flex min-w-0 items-center gap-1 rounded-control bg-muted py-0.5 pl-2 text-table"
            >
              <span className="truncate">{value}</span>
              <button
                type="button"
                aria-label={t("remove", { value })}
                onClick={() => field.onChange(values.filter((one) => one !== value))}
                className="grid size-6 place-items-center rounded-control hover:bg-border pointer-coarse:size-9"
              >
                <X aria-hidden className="size-3.5" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <Input
        ref={field.ref}
        value={typed}
        list={listId}
        placeholder={t("placeholder")}
        onChange={({ target }) => (target.value.endsWith(",") ? add(target.value) : setTyped(target.value))}
        onKeyDown={press}
        onBlur={() => {
          add(typed);
          field.onBlur();
        }}
      />
      <datalist id={listId}>
        {suggestions
          .filter((one) => !values.includes(one))
          .map((one) => (
            <option key={one} value={one} />
          ))}
      </datalist>
    </Field>
  );
}
