"use client";

import { type ComponentProps, createContext, type ReactNode, useContext, useId } from "react";
import { cn } from "./cn";

type FieldWiring = {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
  required: boolean | undefined;
};

const FieldContext = createContext<FieldWiring | null>(null);

/** What a control inside a `Field` must carry, so that label, description and error belong to it. */
export function useField(): Partial<FieldWiring> {
  return useContext(FieldContext) ?? {};
}

export function Label({ className, ...rest }: ComponentProps<"label">) {
  // biome-ignore lint/a11y/noLabelWithoutControl: the caller passes htmlFor or nests the control
  return <label className={cn("text-body font-medium", className)} {...rest} />;
}

/**
 * Label, control, description and error. Needs no script: the wiring is in the HTML, so it serves public forms too.
 * `optionalLabel` is the word shown beside the label of a field that may stay empty.
 */
export function Field({
  label,
  description,
  error,
  required,
  optionalLabel,
  hideLabel = false,
  className,
  children,
}: {
  label: ReactNode;
  description?: ReactNode;
  error?: ReactNode;
  required?: boolean;
  optionalLabel?: string;
  hideLabel?: boolean;
  className?: string;
  children: ReactNode;
}) {
  const id = useId();
  const descriptionId = description ? `${id}-description` : undefined;
  const errorId = error ? `${id}-error` : undefined;
  const wiring: FieldWiring = {
    id,
    "aria-describedby": [errorId, descriptionId].filter(Boolean).join(" ") || undefined,
    "aria-invalid": error ? true : undefined,
    required,
  };
  return (
    <div className={cn("grid content-start gap-1", className)}>
      <Label htmlFor={id} className={hideLabel ? "sr-only" : undefined}>
        {label}
        {optionalLabel && <span className="ml-1 font-normal text-muted-foreground">({optionalLabel})</span>}
      </Label>
      <FieldContext value={wiring}>{children}</FieldContext>
      {error && (
        <p id={errorId} className="text-table text-destructive">
          {error}
        </p>
      )}
      {description && (
        <p id={descriptionId} className="text-table text-muted-foreground">
          {description}
        </p>
      )}
    </div>
  );
}

/** A group of choices with one heading (radio buttons, check boxes). */
export function FieldSet({
  legend,
  description,
  error,
  className,
  children,
}: {
  legend: ReactNode;
  description?: ReactNode;
  error?: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <fieldset
      className={cn("grid gap-2", className)}
      aria-describedby={error ? `${id}-error` : description ? `${id}-description` : undefined}
    >
      <legend className="mb-1 text-body font-medium">{legend}</legend>
      {description && (
        <p id={`${id}-description`} className="text-table text-muted-foreground">
          {description}
        </p>
      )}
      {children}
      {error && (
        <p id={`${id}-error`} className="text-table text-destructive">
          {error}
        </p>
      )}
    </fieldset>
  );
}
