"use client";

import { useTranslations } from "next-intl";
import { DateField, SelectField, TextField } from "@/components/forms/fields";
import { FormError } from "@/components/forms/form-error";
import { SubmitButton } from "@/components/forms/submit-button";
import { useCommandForm } from "@/components/forms/use-command-form";
import { Button } from "@/components/ui/button";
import { Sheet } from "@/components/ui/dialog";
import { useCloseOverlay } from "@/components/ui/on-first-use";
import { takeSubscriptionSchema } from "@/lib/features/subscriptions/schema";
import { takeSubscriptionAction } from "@/lib/features/subscriptions/staff-actions";

type PlanName = { key: string; name: string; active: boolean };
type Props = {
  slug: string;
  plans: readonly PlanName[];
  /** The store's date. */
  today: string;
  /** The shop's id of the customer whose page this is; asked for without it. */
  customer?: string;
};

/** Records a subscription that was taken in the shop or on the phone. */
export function TakeSubscription(props: Props) {
  const t = useTranslations("subscriptions.take");
  return (
    <Sheet
      trigger={<Button variant={props.customer ? "secondary" : "primary"}>{t("action")}</Button>}
      title={t("title")}
      description={t("description")}
    >
      <Fields {...props} />
    </Sheet>
  );
}

function Fields({ slug, plans, today, customer }: Props) {
  const t = useTranslations("subscriptions.take");
  const close = useCloseOverlay();
  const open = plans.filter((plan) => plan.active);
  const { form, submit, pending, failure } = useCommandForm({
    schema: takeSubscriptionSchema,
    action: (values, key) => takeSubscriptionAction(slug, values, key),
    defaultValues: { customer: customer ?? "", plan: open[0]?.key ?? "", startedAt: today },
    successMessage: t("done"),
    onSuccess: close,
  });
  const { control } = form;
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      {!failure?.fieldErrors.customer && <FormError failure={failure} />}
      {customer === undefined && (
        <TextField
          control={control}
          name="customer"
          label={t("customer")}
          description={t("customerHint")}
          autoComplete="off"
        />
      )}
      <SelectField
        control={control}
        name="plan"
        label={t("plan")}
        description={open.length === 0 ? t("noPlans") : undefined}
        options={open.map(({ key, name }) => ({ value: key, label: name }))}
      />
      <DateField control={control} name="startedAt" label={t("start")} description={t("startHint")} />
      <div>
        <SubmitButton pending={pending}>{t("submit")}</SubmitButton>
      </div>
    </form>
  );
}
