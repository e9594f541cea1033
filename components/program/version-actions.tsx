"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FormError } from "@/components/forms/form-error";
import { useFieldMessage } from "@/components/forms/messages";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { cancelScheduledVersionAction, rollBackAction } from "@/lib/features/programs/actions";
import { useAction } from "./use-action";

type Props = { slug: string; number: number; doneHref: string };

/** Puts a version that was in force back in force, at once or at a time. */
export function RollBackButton({ slug, number, doneHref, timezone }: Props & { timezone: string }) {
  const t = useTranslations("program.versions");
  const tPublish = useTranslations("program.publish");
  const tCommon = useTranslations("common");
  const message = useFieldMessage();
  const [at, setAt] = useState("");
  const router = useRouter();
  const { run, failure } = useAction();
  return (
    <ConfirmDialog
      trigger={<Button variant="primary">{t("rollBack")}</Button>}
      title={t("rollBackTitle", { number })}
      confirmLabel={t("rollBack")}
      onConfirm={async () => {
        const note = t("rollBackNote", { number });
        const act = rollBackAction(slug, { number, note, ...(at ? { at } : {}) });
        const done = await run(act, (version) =>
          at
            ? t("rollBackScheduled", { number: version.number })
            : tPublish("done", { number: version.number }),
        );
        if (done) router.push(doneHref);
        return done;
      }}
    >
      <div className="grid gap-4">
        <p>{t("rollBackText", { number })}</p>
        <FormError failure={failure} />
        <Field
          label={t("rollBackAt")}
          optionalLabel={tCommon("optional")}
          description={tPublish("atHint", { timezone })}
          error={message(failure?.fieldErrors.at)}
        >
          <Input type="datetime-local" value={at} onChange={(event) => setAt(event.target.value)} />
        </Field>
      </div>
    </ConfirmDialog>
  );
}

/** Takes a version back that has not begun. */
export function CancelVersionButton({ slug, number, doneHref }: Props) {
  const t = useTranslations("program.versions");
  const router = useRouter();
  const { run, failure } = useAction();
  return (
    <>
      <FormError failure={failure} />
      <ConfirmDialog
        trigger={<Button>{t("cancelScheduled")}</Button>}
        title={t("cancelTitle", { number })}
        confirmLabel={t("cancelScheduled")}
        destructive
        onConfirm={async () => {
          const done = await run(cancelScheduledVersionAction(slug, { number }), () =>
            t("cancelled", { number }),
          );
          if (done) router.push(doneHref);
        }}
      >
        {t("cancelText")}
      </ConfirmDialog>
    </>
  );
}
