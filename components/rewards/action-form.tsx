"use client";

import { type ReactNode, useActionState } from "react";
import { type ButtonVariant, buttonStyle } from "@/components/ui/button-style";
import type { FormState } from "@/lib/platform/auth/customer-action";

/**
 * A form with one button that works without script: the page is then loaded anew with the same answer. The button is
 * named `label`; `name` says more to screen readers where several are on a page.
 */
export function ActionForm({
  action,
  label,
  name,
  variant = "primary",
  className,
  children,
}: {
  action: (state: FormState, form: FormData) => Promise<FormState>;
  label: ReactNode;
  name?: string;
  variant?: ButtonVariant;
  className?: string;
  children?: ReactNode;
}) {
  const [state, send, pending] = useActionState(action, {});
  return (
    <form action={send} className={className}>
      {children}
      <button
        type="submit"
        aria-label={name}
        aria-busy={pending || undefined}
        aria-disabled={pending || undefined}
        onClick={(event) => pending && event.preventDefault()}
        className={buttonStyle({ variant, size: "touch", className: "max-sm:w-full" })}
      >
        {label}
      </button>
      {state.error && (
        <p role="alert" className="mt-2 text-body text-destructive">
          {state.error}
        </p>
      )}
      {state.done && (
        <p role="status" className="mt-2 text-body text-success">
          {state.done}
        </p>
      )}
    </form>
  );
}
