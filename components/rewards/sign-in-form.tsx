"use client";

import { type ReactNode, useActionState } from "react";
import { buttonStyle } from "@/components/ui/button-style";
import { Checkbox } from "@/components/ui/choice";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { SignInState } from "@/lib/features/members/actions";

export type SignInTexts = Record<
  | "email"
  | "emailHint"
  | "marketing"
  | "continue"
  | "code"
  | "codeHint"
  | "verify"
  | "otherEmail"
  | "resend"
  | "sent",
  string
>;

export const firstStep: SignInState = { step: "email", email: "", acceptsMarketing: false };
const input = "h-11 px-3 text-reading";

function EmailStep({ state, texts }: { state: SignInState; texts: SignInTexts }) {
  return (
    <>
      <Field label={texts.email} description={texts.emailHint} error={state.error} required>
        <Input
          name="email"
          type="email"
          autoComplete="email"
          inputMode="email"
          defaultValue={state.email}
          className={input}
        />
      </Field>
      <Checkbox name="acceptsMarketing" label={texts.marketing} defaultChecked={state.acceptsMarketing} />
    </>
  );
}

/** The code's form repeats the address in hidden fields, so that it works without script. */
function CodeStep({ state, texts }: { state: SignInState; texts: SignInTexts }) {
  return (
    <>
      <input type="hidden" name="email" value={state.email} />
      {state.acceptsMarketing && <input type="hidden" name="acceptsMarketing" value="on" />}
      <Field
        label={texts.code}
        description={texts.codeHint.replace("{email}", state.email)}
        error={state.error}
        required
      >
        <Input
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          autoFocus
          maxLength={12}
          className={`${input} code max-w-48 tracking-widest`}
        />
      </Field>
    </>
  );
}

function Submit({
  step,
  variant,
  children,
}: {
  step: string;
  variant: "primary" | "link";
  children: ReactNode;
}) {
  return (
    <button
      type="submit"
      name="step"
      value={step}
      formNoValidate={step === "resend" || step === "restart"}
      className={buttonStyle({ variant, size: variant === "primary" ? "touch" : "inline" })}
    >
      {children}
    </button>
  );
}

/** The step that the form is at, with its buttons. Works without script. */
export function SignInSteps({
  state,
  send,
  pending,
  texts,
}: {
  state: SignInState;
  send: (form: FormData) => void;
  pending: boolean;
  texts: SignInTexts;
}) {
  const atCode = state.step === "code";
  return (
    <form action={send} aria-busy={pending} className="grid gap-4">
      {atCode ? <CodeStep state={state} texts={texts} /> : <EmailStep state={state} texts={texts} />}
      <Submit step={atCode ? "verify" : "email"} variant="primary">
        {atCode ? texts.verify : texts.continue}
      </Submit>
      {atCode && (
        <>
          <p className="text-table text-muted-foreground">{texts.sent}</p>
          <div className="flex flex-wrap gap-x-6 gap-y-3">
            <Submit step="resend" variant="link">
              {texts.resend}
            </Submit>
            <Submit step="restart" variant="link">
              {texts.otherEmail}
            </Submit>
          </div>
        </>
      )}
    </form>
  );
}

/** Joining and signing in are the same: an address, then the code from the mail. */
export function SignInForm({
  action,
  texts,
}: {
  action: (state: SignInState, form: FormData) => Promise<SignInState>;
  texts: SignInTexts;
}) {
  const [state, send, pending] = useActionState(action, firstStep);
  return <SignInSteps state={state} send={send} pending={pending} texts={texts} />;
}
