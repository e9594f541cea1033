"use client";

import { type ComponentProps, useState } from "react";
import type { FieldValues } from "react-hook-form";
import { Field } from "@/components/ui/field";
import { InputGroup } from "@/components/ui/input";
import { currencyExponent } from "@/lib/domain/money";
import { useFormat } from "@/lib/platform/i18n/format-context";
import { readUnits, writeUnits } from "./decimal-text";
import { type FormFieldProps, useFormField } from "./fields";

type UnitsAs = "text" | "number";

type DecimalOptions = {
  /** Decimals of what is typed: the values hold whole units of `10^-scale`. */
  scale: number;
  prefix?: string;
  suffix?: string;
  /** How the units stand in the values: digits as text (bigint) or a number. */
  as: UnitsAs;
  /** Leaves out zeros at the end: 1.5, not 1.5000. */
  trim?: boolean;
};

type DecimalInputProps = DecimalOptions &
  Omit<ComponentProps<typeof InputGroup>, "prefix" | "suffix" | "value" | "onChange"> & {
    value: unknown;
    onChange: (units: string | number | null) => void;
  };

/** A decimal number as whole units. What cannot be read is handed on as it was typed, so that a schema refuses it. */
export function DecimalInput({
  scale,
  as,
  trim = false,
  value,
  onChange,
  onBlur,
  ...rest
}: DecimalInputProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const stored = writeUnits(value, scale);
  const shown = typed ?? (trim ? stored.replace(/\.?0+$/, "") : stored);
  function change(text: string) {
    setTyped(text);
    const units = readUnits(text, scale);
    if (units === null) onChange(text.trim() === "" ? null : text);
    else onChange(as === "text" ? units.toString() : Number(units));
  }
  return (
    <InputGroup
      {...rest}
      value={shown}
      onChange={(event) => change(event.target.value)}
      onBlur={(event) => {
        setTyped(null);
        onBlur?.(event);
      }}
      inputMode={scale > 0 ? "decimal" : "numeric"}
      autoComplete="off"
    />
  );
}

function DecimalField<Values extends FieldValues>({
  scale,
  prefix,
  suffix,
  as,
  trim,
  ...props
}: FormFieldProps<Values> & DecimalOptions) {
  const { field, frame } = useFormField(props, scale);
  return (
    <Field {...frame}>
      <DecimalInput {...field} {...{ scale, prefix, suffix, as, trim }} />
    </Field>
  );
}

/** Money in the store's currency, typed in major units; the values hold minor units, as text unless told otherwise. */
export function MoneyField<Values extends FieldValues>({
  as = "text",
  ...props
}: FormFieldProps<Values> & { as?: UnitsAs }) {
  const { currency, currencySymbol } = useFormat();
  return <DecimalField {...props} scale={currencyExponent(currency)} prefix={currencySymbol} as={as} />;
}

/** Whole points, as text unless told otherwise; `suffix` is the store's word for them. */
export function PointsField<Values extends FieldValues>({
  as = "text",
  ...props
}: FormFieldProps<Values> & { suffix?: string; as?: UnitsAs }) {
  return <DecimalField {...props} scale={0} as={as} />;
}

/** A factor with up to four decimals (×1.5); the values hold basis points (15000). */
export function FactorField<Values extends FieldValues>(props: FormFieldProps<Values>) {
  return <DecimalField {...props} scale={4} prefix="×" as="number" trim />;
}

/** A percentage with up to two decimals; the values hold basis points (40 % is 4000). */
export function PercentField<Values extends FieldValues>(props: FormFieldProps<Values>) {
  return <DecimalField {...props} scale={2} suffix="%" as="number" />;
}
