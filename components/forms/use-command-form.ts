"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useRef, useState } from "react";
import {
  type DefaultValues,
  type FieldValues,
  type Path,
  type UseFormReturn,
  useForm,
} from "react-hook-form";
import type { z } from "zod";
import { toast } from "@/components/ui/toaster";
import { newId } from "@/lib/domain/id";
import type { ActionFailure, ActionResult } from "@/lib/platform/action";
import { unreachable } from "./unreachable";
import { useUnsavedWarning } from "./use-unsaved-warning";
import { faultKey } from "./zod-faults";

type Options<Values extends FieldValues, Result> = {
  /** The command's own input schema. */
  schema: z.ZodType<unknown, Values>;
  /** The server action with its store bound: `action.bind(null, merchantSlug)`. */
  action: (input: Values, idempotencyKey: string) => Promise<ActionResult<Result>>;
  defaultValues: DefaultValues<Values>;
  /** Shown as a toast when the command has run. */
  successMessage?: string;
  onSuccess?: (result: Result) => void;
  /** Off for forms that open empty and are thrown away, such as a search. */
  warnUnsaved?: boolean;
};

export type CommandForm<Values extends FieldValues> = {
  form: UseFormReturn<Values>;
  /** Give it to `<form onSubmit>`. */
  submit: () => void;
  pending: boolean;
  /** Why the last attempt did nothing; null while there is none. Show it with `FormError`. */
  failure: ActionFailure | null;
};

/**
 * A form over one command: checked in the browser by the command's own schema, sent to its server action as it was
 * typed, faults put back to their fields. A key that stays the same until success makes a repeated press count once.
 */
export function useCommandForm<Values extends FieldValues, Result>({
  schema,
  action,
  defaultValues,
  successMessage,
  onSuccess,
  warnUnsaved = true,
}: Options<Values, Result>): CommandForm<Values> {
  const form = useForm<Values>({
    defaultValues,
    resolver: zodResolver(schema, { error: faultKey }, { raw: true }),
  });
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  const key = useRef<string>(undefined);
  const { isDirty, isSubmitting } = form.formState;
  useUnsavedWarning(warnUnsaved && isDirty && !isSubmitting);

  async function send(values: Values) {
    setFailure(null);
    key.current ??= newId();
    // Where the server was not reached, what was typed stays, and the key makes a second try safe.
    const result = await action(values, key.current).catch(unreachable);
    if (!result.ok) {
      setFailure(result);
      for (const [path, message] of Object.entries(result.fieldErrors))
        form.setError(path as Path<Values>, { message }, { shouldFocus: true }); // a path of the same schema
      return;
    }
    key.current = undefined;
    form.reset(form.getValues());
    if (successMessage) void toast(successMessage);
    onSuccess?.(result.data);
  }
  const submit = form.handleSubmit(send);
  return { form, submit, pending: isSubmitting, failure };
}
