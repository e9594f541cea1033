"use client";

import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { DraftFailure } from "./draft-failure";
import { useAction } from "./use-action";

type Props = {
  texts: { label: string; title: string; question: string; done: string };
  /** Saves the draft without the part. */
  remove: () => Parameters<ReturnType<typeof useAction>["run"]>[0];
};

/** Removes a part of the draft as a whole, after a question. */
export function RemovePart({ texts, remove }: Props) {
  const { run, failure } = useAction();
  return (
    <>
      <ConfirmDialog
        trigger={<Button variant="ghost">{texts.label}</Button>}
        title={texts.title}
        confirmLabel={texts.label}
        destructive
        onConfirm={async () => {
          await run(remove(), () => texts.done);
        }}
      >
        {texts.question}
      </ConfirmDialog>
      <DraftFailure failure={failure} />
    </>
  );
}
