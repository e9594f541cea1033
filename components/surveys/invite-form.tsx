"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { BooleanField, TextField } from "@/components/forms/fields";
import { FormError } from "@/components/forms/form-error";
import { SubmitButton } from "@/components/forms/submit-button";
import { useCommandForm } from "@/components/forms/use-command-form";
import { CopyLink } from "@/components/ui/copy-link";
import { createInvitationAction } from "@/lib/features/surveys/actions";
import { createInvitationSchema } from "@/lib/features/surveys/schema";

type Props = { slug: string; surveyId: string; hasMailServer: boolean };

/** Invites one customer and shows their link, once. */
export function InviteForm({ slug, surveyId, hasMailServer }: Props) {
  const t = useTranslations("surveys");
  const [made, setMade] = useState<{ url: string; mailed: boolean } | null>(null);
  const { form, submit, pending, failure } = useCommandForm({
    schema: createInvitationSchema,
    action: createInvitationAction.bind(null, slug),
    defaultValues: { surveyId, customer: "", sendMail: true },
    onSuccess: setMade,
    warnUnsaved: false,
  });
  const mailedText = hasMailServer ? "linkMailed" : "linkInOutbox";
  return (
    <form onSubmit={submit} noValidate className="grid max-w-form gap-4">
      {!failure?.fieldErrors.customer && <FormError failure={failure} />}
      <TextField
        control={form.control}
        name="customer"
        label={t("customer")}
        description={t("customerHint")}
        autoComplete="off"
      />
      <BooleanField control={form.control} name="sendMail" label={t("sendMail")} />
      <div>
        <SubmitButton pending={pending}>{t("makeLink")}</SubmitButton>
      </div>
      {made && (
        <div role="status" className="grid gap-2 border-t pt-4">
          <p>{t(made.mailed ? mailedText : "linkNotMailed")}</p>
          <CopyLink href={made.url} />
        </div>
      )}
    </form>
  );
}
