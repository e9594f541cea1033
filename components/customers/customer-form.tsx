"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { DateField, TextField } from "@/components/forms/fields";
import { FormError } from "@/components/forms/form-error";
import { SubmitButton } from "@/components/forms/submit-button";
import { useCommandForm } from "@/components/forms/use-command-form";
import { Button } from "@/components/ui/button";
import { Sheet } from "@/components/ui/dialog";
import { useCloseOverlay } from "@/components/ui/on-first-use";
import { upsertCustomerAction } from "@/lib/features/customers/actions";
import { upsertCustomerSchema } from "@/lib/features/customers/schema";

type Profile = {
  externalId: string;
  name: string | null;
  email: string | null;
  birthday: string | null;
  country: string | null;
};
type Props = { slug: string; customer?: Profile };

/** Adds a customer and leads to their page; with `customer`, edits that profile. */
export function CustomerForm({ slug, customer }: Props) {
  const t = useTranslations("customers.form");
  const edit = useTranslations("customers.profile")("edit");
  return (
    <Sheet
      trigger={customer ? <Button>{edit}</Button> : <Button variant="primary">{t("add")}</Button>}
      title={customer ? t("editTitle") : t("addTitle")}
      description={customer ? undefined : t("addDescription")}
    >
      <Fields slug={slug} customer={customer} />
    </Sheet>
  );
}

function Fields({ slug, customer }: Props) {
  const t = useTranslations("customers.form");
  const router = useRouter();
  const close = useCloseOverlay();
  const { form, submit, pending, failure } = useCommandForm({
    schema: upsertCustomerSchema,
    // An emptied day leaves the values, and what is left out stays as it is.
    action: (values, key) => upsertCustomerAction(slug, { ...values, birthday: values.birthday ?? "" }, key),
    defaultValues: {
      externalId: customer?.externalId ?? "",
      name: customer?.name ?? "",
      email: customer?.email ?? "",
      birthday: customer?.birthday ?? "",
      country: customer?.country ?? "",
      ifExists: customer ? "update" : "refuse",
    },
    successMessage: customer ? t("saved") : t("added"),
    onSuccess: ({ id }) => {
      close();
      if (!customer) router.push(`/app/${slug}/customers/${id}`);
    },
  });
  const { control } = form;
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <FormError failure={failure} />
      <TextField
        control={control}
        name="externalId"
        label={t("externalId")}
        description={t("externalIdHint")}
        disabled={Boolean(customer)}
        autoComplete="off"
      />
      <TextField control={control} name="name" label={t("name")} autoComplete="off" optional />
      <TextField control={control} name="email" type="email" label={t("email")} autoComplete="off" optional />
      <DateField control={control} name="birthday" label={t("birthday")} optional />
      <TextField control={control} name="country" label={t("country")} autoComplete="off" optional />
      <div>
        <SubmitButton pending={pending}>{customer ? t("submitEdit") : t("submitAdd")}</SubmitButton>
      </div>
    </form>
  );
}
