"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useFieldMessage } from "@/components/forms/messages";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { RadioGroup } from "@/components/ui/choice";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field, FieldSet } from "@/components/ui/field";
import { Input, Textarea } from "@/components/ui/input";
import { newId } from "@/lib/domain/id";
import { parseInstant } from "@/lib/domain/time";
import { discardDraftAction, publishDraftAction } from "@/lib/features/programs/actions";
import { DraftFailure } from "./draft-failure";
import { useAction } from "./use-action";

/** The last step: a note and a time, then the draft goes live exactly as it stands on this page, or is thrown away. */
export function PublishForm({
  slug,
  revision,
  count,
  timezone,
  replacing,
  doneHref,
}: {
  slug: string;
  revision: number;
  count: number;
  timezone: string;
  /** Scheduled versions that take back some of this: from when on, and that they do. */
  replacing: { from: Date; text: string }[];
  doneHref: string;
}) {
  const t = useTranslations("program.publish");
  const tCommon = useTranslations("common");
  const router = useRouter();
  const { run, failure } = useAction();
  const message = useFieldMessage();
  const [note, setNote] = useState("");
  const [later, setLater] = useState(false);
  const [at, setAt] = useState("");
  const [key] = useState(newId);

  const begins = later ? parseInstant(at, timezone) : null;
  // The question closes also after a failure: what went wrong is told at the fields, which it would cover.
  async function publish() {
    const act = publishDraftAction(slug, { revision, note, ...(later ? { at } : {}) }, key);
    const done = await run(act, ({ number, membersMoved }) =>
      later
        ? t("scheduled", { number })
        : `${t("done", { number })}. ${t("doneMoved", { count: membersMoved })}`,
    );
    if (done) router.push(doneHref);
  }
  async function discard() {
    if (await run(discardDraftAction(slug, { revision }), () => t("discarded"))) router.push(doneHref);
  }
  return (
    <Card>
      <div className="grid max-w-form gap-4">
        <DraftFailure failure={failure} />
        <Field label={t("note")} optionalLabel={tCommon("optional")}>
          <Textarea
            value={note}
            onChange={(event) => setNote(event.target.value)}
            placeholder={t("notePlaceholder")}
            maxLength={500}
          />
        </Field>
        <FieldSet legend={t("when")}>
          <RadioGroup
            name="when"
            value={later ? "later" : "atOnce"}
            onChange={(event) => setLater(event.target.value === "later")}
            options={[
              { value: "atOnce", label: t("atOnce") },
              { value: "later", label: t("later") },
            ]}
          />
        </FieldSet>
        {later && (
          <Field
            label={t("at")}
            description={t("atHint", { timezone })}
            error={message(failure?.fieldErrors.at)}
          >
            <Input type="datetime-local" value={at} onChange={(event) => setAt(event.target.value)} />
          </Field>
        )}
        <div className="flex flex-wrap gap-2">
          <ConfirmDialog
            trigger={<Button variant="primary">{t(later ? "schedule" : "now")}</Button>}
            title={t(later ? "scheduleTitle" : "confirmTitle")}
            confirmLabel={t(later ? "schedule" : "confirm")}
            onConfirm={publish}
          >
            <p>{t(later ? "scheduleText" : "confirmText", { count })}</p>
            {replacing
              .filter(({ from }) => !begins || begins < from)
              .map(({ text }) => (
                <Alert key={text} kind="warning" className="mt-3">
                  {text}
                </Alert>
              ))}
          </ConfirmDialog>
          {revision > 0 && (
            <ConfirmDialog
              trigger={<Button variant="ghost">{t("discard")}</Button>}
              title={t("discardTitle")}
              confirmLabel={t("discardConfirm")}
              destructive
              onConfirm={discard}
            >
              {t("discardText", { count })}
            </ConfirmDialog>
          )}
        </div>
      </div>
    </Card>
  );
}
