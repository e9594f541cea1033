"use client";

import { type KeyboardEvent, type ReactNode, useActionState } from "react";
import { buttonStyle } from "@/components/ui/button-style";
import { cn } from "@/components/ui/cn";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
import type { NpsGroup } from "@/lib/domain/kpi";
import type { AnswerState } from "@/lib/features/surveys/actions";

export type SurveyTexts = {
  question: string;
  low: string;
  high: string;
  followUp: string;
  optional: string;
  send: string;
  canChange: string;
  thanks: Record<NpsGroup, string>;
  /** What a screen reader says of each score, in the order of `scores`. */
  scoreNames: string[];
};

const columns: Record<number, string> = {
  11: "grid-cols-6 sm:grid-cols-11",
  7: "grid-cols-7",
  5: "grid-cols-5",
};

/** A digit chooses its score while the scale has the focus; the arrow keys are the browser's own. */
function chooseByDigit(event: KeyboardEvent<HTMLFieldSetElement>) {
  if (!/^\d$/.test(event.key)) return;
  const input = event.currentTarget.querySelector<HTMLInputElement>(`input[value="${event.key}"]`);
  input?.click();
  input?.focus();
}

function Scale({ scores, chosen, texts }: { scores: number[]; chosen?: number; texts: SurveyTexts }) {
  return (
    <fieldset onKeyDown={chooseByDigit} className="grid gap-3">
      <legend className="mb-4">
        <h1 className="text-title font-semibold">{texts.question}</h1>
      </legend>
      <div className={cn("grid gap-2", columns[scores.length])}>
        {scores.map((score, i) => (
          <label
            key={score}
            className={cn(
              "num relative grid h-11 place-items-center rounded-control border border-input bg-card font-medium",
              "hover:bg-muted has-checked:border-primary has-checked:bg-primary has-checked:text-primary-foreground",
              "has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-ring",
            )}
          >
            <input
              type="radio"
              name="score"
              value={score}
              required
              defaultChecked={score === chosen}
              aria-label={texts.scoreNames[i]}
              className="absolute inset-0 size-full cursor-pointer opacity-0"
            />
            {score}
          </label>
        ))}
      </div>
      <p className="flex justify-between gap-4 text-body text-muted-foreground">
        <span>{texts.low}</span>
        <span className="text-right">{texts.high}</span>
      </p>
    </fieldset>
  );
}

/** A survey's one page: the score, a comment, then the thanks of the group. Works without script. */
export function SurveyForm({
  action,
  scores,
  chosen,
  comment,
  texts,
  next,
}: {
  action: (state: AnswerState, form: FormData) => Promise<AnswerState>;
  scores: number[];
  /** Chosen beforehand, by an earlier answer or by the link that was pressed; nothing is recorded by that. */
  chosen?: number;
  comment?: string;
  texts: SurveyTexts;
  /** Where to go once it is answered. */
  next: ReactNode;
}) {
  const [state, send, pending] = useActionState(action, {});
  if (state.group)
    return (
      <div className="grid gap-5 rounded-sheet border bg-card p-5 sm:p-6">
        <div role="status" className="grid gap-2">
          <h1 className="text-title font-semibold">{texts.thanks[state.group]}</h1>
          <p className="text-muted-foreground">{texts.canChange}</p>
        </div>
        <div className="flex flex-wrap items-center gap-x-6 gap-y-3 border-t pt-5">{next}</div>
      </div>
    );
  return (
    <form action={send} className="grid gap-6">
      <Scale scores={scores} chosen={state.score ?? chosen} texts={texts} />
      <Field label={texts.followUp} optionalLabel={texts.optional}>
        <Textarea
          name="comment"
          rows={4}
          maxLength={5000}
          defaultValue={state.comment ?? comment}
          className="py-2 text-reading"
        />
      </Field>
      {state.error && (
        <p role="alert" className="text-body text-destructive">
          {state.error}
        </p>
      )}
      <button
        type="submit"
        aria-busy={pending || undefined}
        className={buttonStyle({ variant: "primary", size: "touch", className: "sm:justify-self-start" })}
      >
        {texts.send}
      </button>
    </form>
  );
}
