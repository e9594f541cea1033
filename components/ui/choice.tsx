"use client";

import { type ComponentProps, type ReactNode, useId } from "react";
import { cn } from "./cn";

const box =
  "size-4 shrink-0 appearance-none border border-input bg-card bg-center bg-no-repeat checked:border-primary checked:bg-primary " +
  "disabled:cursor-not-allowed disabled:opacity-50 aria-invalid:border-destructive";

type ChoiceProps = Omit<ComponentProps<"input">, "type"> & { label: ReactNode; description?: ReactNode };

/** The label is the whole row, so that the target is larger than the box. */
function Choice({
  label,
  description,
  className,
  inputClassName,
  type,
  ...rest
}: ChoiceProps & { inputClassName: string; type: "checkbox" | "radio" }) {
  const id = useId();
  return (
    <label
      className={cn(
        "flex min-h-6 items-start gap-2 py-0.5 pointer-coarse:min-h-11 pointer-coarse:py-2.5",
        className,
      )}
    >
      <input
        type={type}
        className={inputClassName}
        aria-labelledby={`${id}-label`}
        aria-describedby={description ? `${id}-description` : undefined}
        {...rest}
      />
      <span className="grid">
        <span id={`${id}-label`}>{label}</span>
        {description && (
          <span id={`${id}-description`} className="text-table text-muted-foreground">
            {description}
          </span>
        )}
      </span>
    </label>
  );
}

export function Checkbox(props: ChoiceProps) {
  return <Choice {...props} type="checkbox" inputClassName={cn(box, "check-mark mt-[3px] rounded-sm")} />;
}

export function Radio(props: ChoiceProps) {
  return <Choice {...props} type="radio" inputClassName={cn(box, "radio-dot mt-[3px] rounded-full")} />;
}

/** On or off at once, for settings; a check box that says "switch". */
export function Switch(props: ChoiceProps) {
  return (
    <Choice
      {...props}
      type="checkbox"
      role="switch"
      inputClassName={
        "mt-px h-5 w-8 shrink-0 appearance-none rounded-full border border-input bg-muted transition-colors " +
        "before:block before:size-4 before:translate-x-px before:translate-y-px before:rounded-full before:bg-muted-foreground " +
        "before:transition-transform checked:border-primary checked:bg-primary checked:before:translate-x-[13px] " +
        "checked:before:bg-primary-foreground disabled:opacity-50"
      }
    />
  );
}

export type RadioOption = { value: string; label: ReactNode; description?: ReactNode; disabled?: boolean };

/**
 * Radio buttons of one name; put them into a `FieldSet`. With `value` the choice is controlled, with `defaultValue` the
 * browser keeps it. The remaining props go to every input.
 */
export function RadioGroup({
  options,
  value,
  defaultValue,
  ...input
}: Omit<ComponentProps<"input">, "type"> & { options: readonly RadioOption[] }) {
  const isChosen = (option: RadioOption) => ({
    checked: value === undefined ? undefined : value === option.value,
    defaultChecked: value === undefined ? defaultValue === option.value : undefined,
  });
  return (
    <div className="grid gap-1">
      {options.map((option) => (
        <Radio key={option.value} {...input} {...option} {...isChosen(option)} />
      ))}
    </div>
  );
}
