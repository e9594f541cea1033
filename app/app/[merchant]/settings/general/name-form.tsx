"use client";

import { useTranslations } from "next-intl";
import { TextField } from "@/components/forms/fields";
import { FormError } from "@/components/forms/form-error";
import { SubmitButton } from "@/components/forms/submit-button";
import { useCommandForm } from "@/components/forms/use-command-form";
import { renameMerchantAction } from "@/lib/features/merchants/actions";
import { renameMerchantSchema } from "@/lib/features/merchants/schema";

export function NameForm({ slug, name }: { slug: string; name: string }) {
  const t = useTranslations("settings");
  const { form, submit, pending, failure } = useCommandForm({
    schema: renameMerchantSchema,
    action: renameMerchantAction.bind(null, slug),
    defaultValues: { name },
    successMessage: t("saved"),
  });
  return (
    <form onSubmit={submit} noValidate className="grid justify-items-start gap-4">
      <FormError failure={failure} />
      <TextField control={form.control} name="name" label={t("name")} className="w-full sm:w-80" />
      <SubmitButton pending={pending}>{t("save")}</SubmitButton>
    </form>
  );
}
