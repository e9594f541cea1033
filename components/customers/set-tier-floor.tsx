"use client";

import { useTranslations } from "next-intl";
import { z } from "zod";
import { SelectField, TextField } from "@/components/forms/fields";
import { FormError } from "@/components/forms/form-error";
import { SubmitButton } from "@/components/forms/submit-button";
import { useCommandForm } from "@/components/forms/use-command-form";
import { Button } from "@/components/ui/button";
import { Sheet } from "@/components/ui/dialog";
import { useCloseOverlay } from "@/components/ui/on-first-use";
import { setTierFloorAction } from "@/lib/features/customers/actions";

type Props = {
  slug: string;
  customerId: string;
  /** From the lowest up. */
  tiers: { key: string; name: string }[];
  floor: string | null;
};

const FREE = "-";
const formSchema = z.object({ tier: z.string(), reason: z.string().trim().min(1, "required").max(200) });

/** Gives the customer a tier below which they do not fall, or lets them move freely again. */
export function SetTierFloor(props: Props) {
  const t = useTranslations("customers.tierFloor");
  return (
    <Sheet
      trigger={<Button>{t(props.floor ? "change" : "action")}</Button>}
      title={t("title")}
      description={t("description")}
    >
      <FloorForm {...props} />
    </Sheet>
  );
}

function FloorForm({ slug, customerId, tiers, floor }: Props) {
  const t = useTranslations("customers.tierFloor");
  const close = useCloseOverlay();
  const { form, submit, pending, failure } = useCommandForm({
    schema: formSchema,
    action: ({ tier, reason }, key) =>
      setTierFloorAction(slug, { customerId, tier: tier === FREE ? null : tier, reason }, key),
    defaultValues: { tier: floor ?? FREE, reason: "" },
    successMessage: t("done"),
    onSuccess: close,
  });
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <FormError failure={failure} />
      <SelectField
        control={form.control}
        name="tier"
        label={t("tier")}
        options={[
          { value: FREE, label: t("free") },
          ...tiers.map(({ key, name }) => ({ value: key, label: name })),
        ]}
      />
      <TextField control={form.control} name="reason" label={t("reason")} description={t("reasonHint")} />
      <div>
        <SubmitButton pending={pending}>{t("submit")}</SubmitButton>
      </div>
    </form>
  );
}
