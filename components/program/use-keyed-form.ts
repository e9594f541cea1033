"use client";

import { useEffect, useRef } from "react";
import type { FieldValues, UseFormReturn } from "react-hook-form";

/**
 * Takes over what the draft has made of a form once it is saved: new items come back with the key they were given. What
 * was typed since the last save stays.
 */
export function useKeyedForm<Values extends FieldValues>(
  form: UseFormReturn<Values>,
  stored: Values,
  revision: number,
): void {
  const seen = useRef(revision);
  useEffect(() => {
    if (seen.current === revision || form.formState.isDirty) return;
    seen.current = revision;
    form.reset(stored);
  });
}
