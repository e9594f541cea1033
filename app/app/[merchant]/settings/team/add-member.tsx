"use client";

import { useTranslations } from "next-intl";
import { RadioField, TextField } from "@/components/forms/fields";
import { FormError } from "@/components/forms/form-error";
import { SubmitButton } from "@/components/forms/submit-button";
import { useCommandForm } from "@/components/forms/use-command-form";
import { Button } from "@/components/ui/button";
import { Sheet } from "@/components/ui/dialog";
import { useCloseOverlay } from "@/components/ui/on-first-use";
import { roles } from "@/lib/domain/permissions";
import { addMemberAction } from "@/lib/features/team/actions";
import { addMemberSchema } from "@/lib/features/team/schema";

export function AddMember({ slug }: { slug: string }) {
  const t = useTranslations("team");
  return (
    <Sheet
      trigger={<Button variant="primary">{t("add")}</Button>}
      title={t("addTitle")}
      description={t("addDescription")}
    >
      <MemberForm slug={slug} />
    </Sheet>
  );
}

function MemberForm({ slug }: { slug: string }) {
  const t = useTranslations("team");
  const roleName = useTranslations("shell.roles");
  const { form, submit, pending, failure } = useCommandForm({
    schema: addMemberSchema,
    action: addMemberAction.bind(null, slug),
    defaultValues: { name: "", email: "", role: "support", password: "" },
    successMessage: t("added"),
    onSuccess: useCloseOverlay(),
    warnUnsaved: false,
  });
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <FormError failure={failure} />
      <TextField control={form.control} name="name" label={t("name")} autoComplete="off" />
      <TextField control={form.control} name="email" type="email" label={t("email")} autoComplete="off" />
      <RadioField
        control={form.control}
        name="role"
        label={t("role")}
        options={roles.map((role) => ({
          value: role,
          label: roleName(role),
          description: t(`roleHints.${role}`),
        }))}
      />
      <TextField
        control={form.control}
        name="password"
        type="password"
        label={t("password")}
        description={t("passwordHint")}
        autoComplete="new-password"
      />
      <div>
        <SubmitButton pending={pending}>{t("add")}</SubmitButton>
      </div>
    </form>
  );
}
