"use client";

import { Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type Control, useFieldArray } from "react-hook-form";
import { z } from "zod";
import { TextField } from "@/components/forms/fields";
import { FormError } from "@/components/forms/form-error";
import { SubmitButton } from "@/components/forms/submit-button";
import { useCommandForm } from "@/components/forms/use-command-form";
import { Button } from "@/components/ui/button";
import { Sheet } from "@/components/ui/dialog";
import { useCloseOverlay } from "@/components/ui/on-first-use";
import { toast } from "@/components/ui/toaster";
import { recordOrderAction } from "@/lib/features/orders/actions";
import { useFormat } from "@/lib/platform/i18n/format-context";
import { useMovedText } from "./moved-text";
import { storeTimeNow } from "./store-time";

type Props = { slug: string; customerExternalId: string };

/** Records an order that the shop did not tell. */
export function RecordOrder(props: Props) {
  const t = useTranslations("customers.order");
  return (
    <Sheet trigger={<Button>{t("action")}</Button>} title={t("title")} description={t("description")}>
      <OrderForm {...props} />
    </Sheet>
  );
}

const required = z.string().trim().min(1, "required");

/** Only what is missing is found here; the server reads figures and times, in the store's currency and zone. */
const formSchema = z.object({
  customerExternalId: required,
  orderId: required,
  placedAt: required,
  total: required,
  rewardCodes: z.string(),
  lines: z.array(z.object({ title: required, quantity: required, unitPrice: required })),
});
type Values = z.infer<typeof formSchema>;

function OrderForm({ slug, customerExternalId }: Props) {
  const t = useTranslations("customers.order");
  const format = useFormat();
  const close = useCloseOverlay();
  const movedText = useMovedText("given");
  const { form, submit, pending, failure } = useCommandForm({
    schema: formSchema,
    action: (values, key) => recordOrderAction(slug, values, key),
    defaultValues: {
      customerExternalId,
      orderId: "",
      placedAt: storeTimeNow(format.timeZone),
      total: "",
      rewardCodes: "",
      lines: [],
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
      <TextField control={control} name="orderId" label={t("id")} autoComplete="off" />
      <TextField
        control={control}
        name="placedAt"
        type="datetime-local"
        label={t("placedAt")}
        description={t("zone", { zone: format.timeZone })}
      />
      <TextField
        control={control}
        name="total"
        label={`${t("total")} (${format.currency})`}
        inputMode="decimal"
        autoComplete="off"
      />
      <TextField
        control={control}
        name="rewardCodes"
        label={t("codes")}
        description={t("codesHint")}
        autoComplete="off"
        optional
      />
      <OrderLines control={control} />
      <div>
        <SubmitButton pending={pending}>{t("submit")}</SubmitButton>
      </div>
    </form>
  );
}

function OrderLines({ control }: { control: Control<Values> }) {
  const t = useTranslations("customers.order");
  const lines = useFieldArray({ control, name: "lines" });
  return (
    <fieldset className="grid gap-4">
      <legend className="sr-only">{t("lines")}</legend>
      {lines.fields.map((line, i) => (
        <div key={line.id} className="grid grid-cols-[1fr_1fr_auto] items-start gap-2 border-t pt-4">
          <TextField
            control={control}
            name={`lines.${i}.title`}
            label={t("lineTitle")}
            className="col-span-3"
          />
          <TextField
            control={control}
            name={`lines.${i}.quantity`}
            label={t("quantity")}
            inputMode="numeric"
          />
          <TextField
            control={control}
            name={`lines.${i}.unitPrice`}
            label={t("unitPrice")}
            inputMode="decimal"
          />
          <Button
            variant="ghost"
            size="icon"
            className="mt-6.5"
            aria-label={t("removeLine", { number: i + 1 })}
            onClick={() => lines.remove(i)}
          >
            <X aria-hidden />
          </Button>
        </div>
      ))}
      <div>
        <Button onClick={() => lines.append({ title: "", quantity: "1", unitPrice: "" })}>
          <Plus aria-hidden />
          {t("addLine")}
        </Button>
      </div>
    </fieldset>
  );
}
