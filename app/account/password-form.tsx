"use client";

import { useTranslations } from "next-intl";
import { TextField } from "@/components/forms/fields";
import { FormError } from "@/components/forms/form-error";
import { SubmitButton } from "@/components/forms/submit-button";
import { useCommandForm } from "@/components/forms/use-command-form";
import { changePasswordAction } from "@/lib/features/account/actions";
import { passwordFormSchema } from "@/lib/features/account/schema";

export function PasswordForm({ email }: { email: string }) {
  const t = useTranslations("account");
  const { form, submit, pending, failure } = useCommandForm({
    schema: passwordFormSchema,
    action: changePasswordAction,
    defaultValues: { currentPassword: "", newPassword: "" },
    successMessage: t("passwordChanged"),
    onSuccess: () => form.reset({ currentPassword: "", newPassword: "" }),
  });
  return (
    <form onSubmit={submit} noValidate className="grid justify-items-start gap-4">
      <FormError failure={failure} />
      {/* Tells a password manager whose password this is. */}
      <input type="hidden" autoComplete="username" value={email} readOnly />
      <TextField
        control={form.control}
        name="currentPassword"
        type="password"
        label={t("currentPassword")}
        autoComplete="current-password"
        className="w-full sm:w-80"
      />
      <TextField
        control={form.control}
        name="newPassword"
        type="password"
        label={t("newPassword")}
        autoComplete="new-password"
        className="w-full sm:w-80"
      />
      <SubmitButton pending={pending}>{t("changePassword")}</SubmitButton>
    </form>
  );
}
