"use client";

import { useTranslations } from "next-intl";
import { TextField } from "@/components/forms/fields";
import { FormError } from "@/components/forms/form-error";
import { SubmitButton } from "@/components/forms/submit-button";
import { useCommandForm } from "@/components/forms/use-command-form";
import { renameAccountAction } from "@/lib/features/account/actions";
import { renameAccountSchema } from "@/lib/features/account/schema";

export function NameForm({ name }: { name: string }) {
  const t = useTranslations("account");
  const { form, submit, pending, failure } = useCommandForm({
    schema: renameAccountSchema,
    action: renameAccountAction,
    defaultValues: { name },
    successMessage: t("saved"),
  });
  return (
    <form onSubmit={submit} noValidate className="grid justify-items-start gap-4">
      <FormError failure={failure} />
      <TextField
        control={form.control}
        name="name"
        label={t("name")}
        autoComplete="name"
        className="w-full sm:w-80"
      />
      <SubmitButton pending={pending}>{t("save")}</SubmitButton>
    </form>
  );
}
