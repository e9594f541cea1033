"use client";

import { type ComponentProps, createContext, type ReactNode, useActionState, useContext } from "react";
import { RadioGroup, type RadioOption } from "@/components/ui/choice";
import { Field, FieldSet } from "@/components/ui/field";
import { Input, Select } from "@/components/ui/input";
import type { ActionResult } from "@/lib/platform/action";
import { FormError } from "./form-error";
import { useFieldMessage } from "./messages";

/** What a public action answers; `values` are put back into the fields when something was wrong. */
export type PublicFormState = (ActionResult<unknown> & { values?: Record<string, string> }) | null;

const StateContext = createContext<PublicFormState>(null);

/**
 * A form of a customer page: posts to its server action and works without script, where the server renders the page
 * again with the answer. `success` replaces the fields once the action has succeeded.
 */
export function PublicForm({
  action,
  success,
  className = "grid gap-4",
  children,
}: {
  action: (state: PublicFormState, data: FormData) => Promise<PublicFormState>;
  success?: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  const [state, formAction] = useActionState(action, null);
  if (state?.ok && success !== undefined) return <div role="status">{success}</div>;
  return (
    <StateContext value={state}>
      <form action={formAction} className={className}>
        {state?.ok === false && <FormError failure={state} />}
        {children}
      </form>
    </StateContext>
  );
}

type PublicFieldProps = { name: string; label: ReactNode; description?: ReactNode };

/** What the form's state says about one of its fields: its fault, and what was typed before. */
function usePublicField(name: string) {
  const state = useContext(StateContext);
  const message = useFieldMessage();
  return {
    error: message(state?.ok === false ? state.fieldErrors[name] : undefined),
    typed: state?.values?.[name],
  };
}

/** A field of a `PublicForm`: knows its fault and what was typed before. */
export function PublicField({
  name,
  label,
  description,
  defaultValue,
  className,
  ...input
}: Omit<ComponentProps<"input">, "name"> & PublicFieldProps) {
  const { error, typed } = usePublicField(name);
  return (
    <Field label={label} description={description} error={error} className={className}>
      <Input
        name={name}
        key={typed}
        defaultValue={typed ?? defaultValue}
        className="h-11 text-reading"
        {...input}
      />
    </Field>
  );
}

/** A choice of a `PublicForm`, with the browser's own list. */
export function PublicSelect({
  name,
  label,
  description,
  defaultValue,
  className,
  ...select
}: Omit<ComponentProps<typeof Select>, "name"> & PublicFieldProps) {
  const { error, typed } = usePublicField(name);
  return (
    <Field label={label} description={description} error={error} className={className}>
      <Select
        name={name}
        key={typed}
        defaultValue={typed ?? defaultValue}
        className="[&>select]:h-11 [&>select]:text-reading"
        {...select}
      />
    </Field>
  );
}

/** One of a few of a `PublicForm`; what was chosen stays when something else was wrong. */
export function PublicRadioGroup({
  name,
  label,
  defaultValue,
  options,
}: PublicFieldProps & { defaultValue: string; options: readonly RadioOption[] }) {
  const { error, typed } = usePublicField(name);
  return (
    <FieldSet legend={label} error={error}>
      <RadioGroup name={name} key={typed} defaultValue={typed ?? defaultValue} options={options} />
    </FieldSet>
  );
}
