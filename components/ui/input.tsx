"use client";

import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";
import { useField } from "./field";

const control =
  "w-full rounded-control border border-input bg-card text-body text-foreground placeholder:text-muted-foreground " +
  "disabled:cursor-not-allowed disabled:bg-muted disabled:text-muted-foreground aria-invalid:border-destructive " +
  "pointer-coarse:text-reading";

export function Input({ className, type = "text", ...rest }: ComponentProps<"input">) {
  return (
    <input
      {...useField()}
      type={type}
      className={cn(control, "h-8 px-2 pointer-coarse:h-11 pointer-coarse:px-3", className)}
      {...rest}
    />
  );
}

/** An input with a fixed word before or after it (currency, unit). The word is read with the label's description. */
export function InputGroup({
  prefix,
  suffix,
  className,
  ...rest
}: Omit<ComponentProps<"input">, "prefix"> & { prefix?: ReactNode; suffix?: ReactNode }) {
  const addon = "flex shrink-0 items-center px-2 text-body whitespace-nowrap text-muted-foreground";
  return (
    <div
      className={cn(
        "flex rounded-control border border-input bg-card has-[input:focus-visible]:outline-2 has-[input:focus-visible]:outline-offset-2",
        "has-[input:focus-visible]:outline-ring has-[input[aria-invalid]]:border-destructive",
        className,
      )}
    >
      {prefix && <span className={cn(addon, "pr-0")}>{prefix}</span>}
      <input
        {...useField()}
        type="text"
        className="num h-7.5 w-full min-w-0 rounded-control bg-transparent px-2 text-body outline-none pointer-coarse:h-10.5 pointer-coarse:text-reading"
        {...rest}
      />
      {suffix && <span className={cn(addon, "pl-0")}>{suffix}</span>}
    </div>
  );
}

export function Textarea({ className, rows = 3, ...rest }: ComponentProps<"textarea">) {
  return (
    <textarea
      {...useField()}
      rows={rows}
      className={cn(control, "px-2 py-1.5 pointer-coarse:px-3", className)}
      {...rest}
    />
  );
}

/** Options of one `group` that follow each other stand below its name. */
export type SelectOption = { value: string; label: string; disabled?: boolean; group?: string };

function grouped(options: readonly SelectOption[]): { group?: string; options: SelectOption[] }[] {
  const groups: { group?: string; options: SelectOption[] }[] = [];
  for (const option of options) {
    const last = groups.at(-1);
    if (last && last.group === option.group) last.options.push(option);
    else groups.push({ group: option.group, options: [option] });
  }
  return groups;
}

function Options({ options }: { options: readonly SelectOption[] }) {
  return options.map((option) => (
    <option key={option.value} value={option.value} disabled={option.disabled}>
      {option.label}
    </option>
  ));
}

/**
 * The browser's own select, styled: best on phones, works without script, and with `register` of react-hook-form.
 * `placeholder` adds an empty first choice.
 */
export function Select({
  options,
  placeholder,
  className,
  ...rest
}: ComponentProps<"select"> & { options: readonly SelectOption[]; placeholder?: string }) {
  return (
    <span className={cn("relative grid", className)}>
      <select
        {...useField()}
        className={cn(
          control,
          "h-8 appearance-none truncate pr-8 pl-2 pointer-coarse:h-11 pointer-coarse:pl-3",
        )}
        {...rest}
      >
        {placeholder !== undefined && <option value="">{placeholder}</option>}
        {grouped(options).map(({ group, options: some }) =>
          group === undefined ? (
            <Options key="" options={some} />
          ) : (
            <optgroup key={group} label={group}>
              <Options options={some} />
            </optgroup>
          ),
        )}
      </select>
      <svg
        aria-hidden="true"
        viewBox="0 0 16 16"
        className="pointer-events-none absolute top-1/2 right-2 size-4 -translate-y-1/2 text-muted-foreground"
      >
        <path d="M4 6l4 4 4-4" fill="none" stroke="currentColor" strokeWidth="1.5" />
      </svg>
    </span>
  );
}
