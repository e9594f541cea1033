"use client";

import { type ReactNode, useActionState } from "react";
import { type ButtonVariant, buttonStyle } from "@/components/ui/button-style";
import { cn } from "@/components/ui/cn";
import type { FormState } from "@/lib/platform/auth/customer-action";

/** What is asked before the button is there to be pressed, and the way out. */
export type Question = { text: string; cancel: string };

/** A step before a button, which needs no script: a press on the label shows the question and the button. */
function Ask({
  question,
  label,
  name,
  variant,
  children,
}: {
  question: Question;
  label: ReactNode;
  name?: string;
  variant: ButtonVariant;
  children: ReactNode;
}) {
  const step = (variant: ButtonVariant, className: string) =>
    buttonStyle({ variant, size: "touch", className: cn("max-sm:w-full", className) });
  return (
    <details className="group">
      <summary className="w-fit list-none rounded-control max-sm:w-full [&::-webkit-details-marker]:hidden">
        <span className={step(variant, "group-open:hidden")}>
          <span aria-hidden={Boolean(name)}>{label}</span>
          {name && <span className="sr-only">{name}</span>}
        </span>
        <span className={step("secondary", "group-[:not([open])]:hidden")}>{question.cancel}</span>
      </summary>
      <p className="py-3">{question.text}</p>
      {children}
    </details>
  );
}

/**
 * A form with one button that works without script: the page is then loaded anew with the same answer. The button is
 * named `label`; `name` says more to screen readers where several are on a page. With `ask` it takes two presses.
 */
export function ActionForm({
  action,
  label,
  name,
  variant = "primary",
  className,
  ask,
  children,
}: {
  action: (state: FormState, form: FormData) => Promise<FormState>;
  label: ReactNode;
  name?: string;
  variant?: ButtonVariant;
  className?: string;
  ask?: Question;
  children?: ReactNode;
}) {
  const [state, send, pending] = useActionState(action, {});
  const button = (
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
  );
  return (
    <form action={send} className={className}>
      {children}
      {ask ? (
        <Ask question={ask} label={label} name={name} variant={variant}>
          {button}
        </Ask>
      ) : (
        button
      )}
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
