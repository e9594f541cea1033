"use client";

import { type ReactNode, useActionState } from "react";
import { firstStep, SignInSteps, type SignInTexts } from "@/components/rewards/sign-in-form";
import type { ClaimState } from "@/lib/features/referrals/actions";

/** The invitation with the form to accept it; once that has an answer, the answer alone. Works without script. */
export function ClaimForm({
  action,
  texts,
  answers,
  children,
}: {
  action: (state: ClaimState, form: FormData) => Promise<ClaimState>;
  texts: SignInTexts;
  answers: Record<NonNullable<ClaimState["answer"]>, ReactNode>;
  /** What stands above the form. */
  children: ReactNode;
}) {
  const [state, send, pending] = useActionState<ClaimState, FormData>(action, firstStep);
  if (state.answer)
    return (
      <div role="status" className="grid gap-6">
        {answers[state.answer]}
      </div>
    );
  return (
    <>
      {children}
      <SignInSteps state={state} send={send} pending={pending} texts={texts} />
    </>
  );
}
