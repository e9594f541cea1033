"use client";

import { useTranslations } from "next-intl";
import type { ChangeEvent, ComponentProps, ReactNode } from "react";
import { type Control, type FieldValues, type Path, useController } from "react-hook-form";
import { Checkbox, RadioGroup, type RadioOption, Switch } from "@/components/ui/choice";
import { Field, FieldSet } from "@/components/ui/field";
import { Input, Select, type SelectOption, Textarea } from "@/components/ui/input";
import { numberFault, useFieldMessage } from "./messages";

/** What every field of a command form takes. `name` is a path of the form's values. */
export type FormFieldProps<Values extends FieldValues> = {
  control: Control<Values>;
  name: Path<Values>;
  label: ReactNode;
  description?: ReactNode;
  optional?: boolean;
  className?: string;
};

/** A controller, and what `Field` needs to know of it. `scale` of a number: the values hold units of `10^-scale` of what is typed. */
export function useFormField<Values extends FieldValues>(props: FormFieldProps<Values>, scale?: number) {
  const { control, name, label, description, optional, className } = props;
  const { field, fieldState } = useController({ control, name });
  const t = useTranslations("common");
  const message = useFieldMessage();
  const fault = fieldState.error?.message;
  const frame = {
    label,
    description,
    className,
    error: message(scale === undefined ? fault : numberFault(fault, scale), scale),
    optionalLabel: optional ? t("optional") : undefined,
  };
  return { field, frame };
}

type InputProps = Pick<
  ComponentProps<"input">,
  "type" | "autoComplete" | "placeholder" | "inputMode" | "disabled"
>;

export function TextField<Values extends FieldValues>({
  type,
  autoComplete,
  placeholder,
  inputMode,
  disabled,
  ...props
}: FormFieldProps<Values> & InputProps) {
  const { field, frame } = useFormField(props);
  return (
    <Field {...frame}>
      <Input
        {...field}
        value={field.value ?? ""}
        {...{ type, autoComplete, placeholder, inputMode, disabled }}
      />
    </Field>
  );
}

/** A local calendar day, `YYYY-MM-DD` in the values; left out while it is empty. */
export function DateField<Values extends FieldValues>(
  props: FormFieldProps<Values> & { min?: string; max?: string },
) {
  const { field, frame } = useFormField(props);
  return (
    <Field {...frame}>
      <Input
        {...field}
        value={field.value ?? ""}
        onChange={(event) => field.onChange(event.target.value || undefined)}
        type="date"
        min={props.min}
        max={props.max}
      />
    </Field>
  );
}

/** A plain number; null while it is empty. */
export function NumberField<Values extends FieldValues>(
  props: FormFieldProps<Values> & { min?: number; max?: number; step?: number },
) {
  const { field, frame } = useFormField(props);
  return (
    <Field {...frame}>
      <Input
        {...field}
        value={field.value ?? ""}
        onChange={(event) => field.onChange(event.target.value === "" ? null : event.target.valueAsNumber)}
        type="number"
        min={props.min}
        max={props.max}
        step={props.step}
        className="num"
      />
    </Field>
  );
}

export function TextareaField<Values extends FieldValues>(props: FormFieldProps<Values> & { rows?: number }) {
  const { field, frame } = useFormField(props);
  return (
    <Field {...frame}>
      <Textarea {...field} value={field.value ?? ""} rows={props.rows} />
    </Field>
  );
}

export function SelectField<Values extends FieldValues>(
  props: FormFieldProps<Values> & {
    options: readonly SelectOption[];
    placeholder?: string;
    /** What goes with the choice, after it is made. */
    onChoose?: (value: string) => void;
  },
) {
  const { field, frame } = useFormField(props);
  function choose(event: ChangeEvent<HTMLSelectElement>) {
    field.onChange(event);
    props.onChoose?.(event.target.value);
  }
  return (
    <Field {...frame}>
      <Select
        {...field}
        value={field.value ?? ""}
        onChange={choose}
        options={props.options}
        placeholder={props.placeholder}
      />
    </Field>
  );
}

export function RadioField<Values extends FieldValues>(
  props: FormFieldProps<Values> & { options: readonly RadioOption[] },
) {
  const { field, frame } = useFormField(props);
  return (
    <FieldSet
      legend={frame.label}
      description={frame.description}
      error={frame.error}
      className={frame.className}
    >
      <RadioGroup {...field} value={field.value ?? ""} options={props.options} />
    </FieldSet>
  );
}

/** Yes or no; `asSwitch` for settings that read as on and off. */
export function BooleanField<Values extends FieldValues>({
  asSwitch = false,
  ...props
}: FormFieldProps<Values> & { asSwitch?: boolean }) {
  const { field, frame } = useFormField(props);
  const Control = asSwitch ? Switch : Checkbox;
  return (
    <div className={frame.className}>
      <Control
        name={field.name}
        ref={field.ref}
        onBlur={field.onBlur}
        checked={field.value === true}
        onChange={(event) => field.onChange(event.target.checked)}
        label={frame.label}
        description={frame.description}
        aria-invalid={frame.error ? true : undefined}
      />
      {frame.error && <p className="text-table text-destructive">{frame.error}</p>}
    </div>
  );
}
