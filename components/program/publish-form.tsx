"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
import { newId } from "@/lib/domain/id";
import { discardDraftAction, publishDraftAction } from "@/lib/features/programs/actions";
import { DraftFailure } from "./draft-failure";
import { useAction } from "./use-action";

/** The last step: a note, then the draft goes live exactly as it stands on this page, or is thrown away. */
export function PublishForm({
  slug,
  revision,
  count,
  doneHref,
}: {
  slug: string;
  revision: number;
  count: number;
  doneHref: string;
}) {
  const t = useTranslations("program.publish");
  const tCommon = useTranslations("common");
  const router = useRouter();
  const { run, failure } = useAction();
  const [note, setNote] = useState("");
  const [key] = useState(newId);

  async function publish() {
    const act = publishDraftAction(slug, { revision, note }, key);
    const done = await run(
      act,
      ({ number, membersMoved }) => `${t("done", { number })}. ${t("doneMoved", { count: membersMoved })}`,
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
        <div className="flex flex-wrap gap-2">
          <ConfirmDialog
            trigger={<Button variant="primary">{t("now")}</Button>}
            title={t("confirmTitle")}
            confirmLabel={t("confirm")}
            onConfirm={publish}
          >
            {t("confirmText", { count })}
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
