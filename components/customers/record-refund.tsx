"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { z } from "zod";
import { TextField } from "@/components/forms/fields";
import { FormError } from "@/components/forms/form-error";
import { SubmitButton } from "@/components/forms/submit-button";
import { useCommandForm } from "@/components/forms/use-command-form";
import { Button } from "@/components/ui/button";
import { Sheet } from "@/components/ui/dialog";
import { useCloseOverlay } from "@/components/ui/on-first-use";
import { toast } from "@/components/ui/toaster";
import { newId } from "@/lib/domain/id";
import { recordRefundAction } from "@/lib/features/orders/actions";
import { useFormat } from "@/lib/platform/i18n/format-context";
import { useMovedText } from "./moved-text";
import { storeTimeNow } from "./store-time";

type Props = { slug: string; customerExternalId: string };

/** Records a refund that the shop did not tell, of an order or of none. */
export function RecordRefund(props: Props) {
  const t = useTranslations("customers.refund");
  return (
    <Sheet trigger={<Button>{t("action")}</Button>} title={t("title")} description={t("description")}>
      <RefundForm {...props} />
    </Sheet>
  );
}

const required = z.string().trim().min(1, "required");

/** Only what is missing is found here; the server reads figures and times, in the store's currency and zone. */
const formSchema = z.object({
  customerExternalId: required,
  refundId: required,
  orderId: z.string(),
  refundedAt: required,
  amount: required,
});

function RefundForm({ slug, customerExternalId }: Props) {
  const t = useTranslations("customers.refund");
  const zone = useTranslations("customers.order");
  const format = useFormat();
  const close = useCloseOverlay();
  const movedText = useMovedText("taken");
  const [refundId] = useState(() => `staff-${newId().slice(-12)}`);
  const { form, submit, pending, failure } = useCommandForm({
    schema: formSchema,
    action: (values, key) => recordRefundAction(slug, values, key),
    defaultValues: {
      customerExternalId,
      refundId,
      orderId: "",
      refundedAt: storeTimeNow(format.timeZone),
      amount: "",
    },
    onSuccess: ({ moved }) => {
      const text = movedText(moved);
      void toast(text ? t("done", { moved: text }) : t("doneNothing"));
      close();
    },
  });
  const { control } = form;
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <FormError failure={failure} />
      <TextField
        control={control}
        name="orderId"
        label={t("order")}
        description={t("orderHint")}
        autoComplete="off"
        optional
      />
      <TextField
        control={control}
        name="amount"
        label={`${t("amount")} (${format.currency})`}
        inputMode="decimal"
        autoComplete="off"
      />
      <TextField
        control={control}
        name="refundedAt"
        type="datetime-local"
        label={t("at")}
        description={zone("zone", { zone: format.timeZone })}
      />
      <TextField control={control} name="refundId" label={t("id")} autoComplete="off" />
      <div>
        <SubmitButton pending={pending}>{t("submit")}</SubmitButton>
      </div>
    </form>
  );
}
