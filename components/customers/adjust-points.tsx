"use client";

import { useTranslations } from "next-intl";
import { useWatch } from "react-hook-form";
import { z } from "zod";
import { PointsField } from "@/components/forms/amount-fields";
import { RadioField, SelectField, TextareaField } from "@/components/forms/fields";
import { FormError } from "@/components/forms/form-error";
import { SubmitButton } from "@/components/forms/submit-button";
import { useCommandForm } from "@/components/forms/use-command-form";
import { Button } from "@/components/ui/button";
import { Sheet } from "@/components/ui/dialog";
import { useCloseOverlay } from "@/components/ui/on-first-use";
import { adjustPointsAction } from "@/lib/features/ledger/actions";
import { adjustReasons, MAX_ADJUSTMENT } from "@/lib/features/ledger/schema";
import { BalancePreview } from "./balance-preview";

type Props = { slug: string; customerId: string; available: bigint };

/** Adds or removes points, with the balance that will result. */
export function AdjustPoints(props: Props) {
  const t = useTranslations("customers.adjust");
  return (
    <Sheet
      trigger={<Button variant="primary">{t("action")}</Button>}
      title={t("title")}
      description={t("description")}
    >
      <AdjustForm {...props} />
    </Sheet>
  );
}

const digits = /^[1-9]\d{0,11}$/;

function formSchema(available: bigint, { wrongAmount, tooMany }: Record<"wrongAmount" | "tooMany", string>) {
  return z
    .object({
      direction: z.enum(["add", "remove"]),
      amount: z
        .string()
        .regex(digits, wrongAmount)
        .refine(
          (amount) => !digits.test(amount) || BigInt(amount) <= MAX_ADJUSTMENT,
          `too_large:${MAX_ADJUSTMENT}`,
        ),
      reason: z.enum(adjustReasons),
      note: z.string().max(500, "too_long"),
    })
    .refine(({ direction, amount }) => direction === "add" || BigInt(amount) <= available, {
      path: ["amount"],
      message: tooMany,
    });
}

function AdjustForm({ slug, customerId, available }: Props) {
  const t = useTranslations("customers.adjust");
  const reasonName = useTranslations("customers.reasons");
  const close = useCloseOverlay();
  const tooMany = available > 0n ? t("tooMany", { available: Number(available) }) : t("none");
  const { form, submit, pending, failure } = useCommandForm({
    schema: formSchema(available, { wrongAmount: t("wrongAmount"), tooMany }),
    action: ({ direction, amount, reason, note }, key) => {
      const signed = direction === "add" ? amount : `-${amount}`;
      return adjustPointsAction(slug, { customerId, amount: signed, reason, note }, key);
    },
    defaultValues: { direction: "add", amount: "", reason: "goodwill", note: "" },
    successMessage: t("done"),
    onSuccess: close,
  });
  const { direction, amount } = useWatch({ control: form.control });
  const units = digits.test(amount ?? "") ? BigInt(amount ?? 0) : 0n;
  const impossible = direction === "remove" && units > 0n && units > available;
  const submitLabel = direction === "remove" ? "submitRemove" : "submitAdd";
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <FormError failure={failure} />
      <RadioField
        control={form.control}
        name="direction"
        label={t("direction")}
        options={[
          { value: "add", label: t("add") },
          { value: "remove", label: t("remove") },
        ]}
      />
      <PointsField control={form.control} name="amount" label={t("amount")} />
      <SelectField
        control={form.control}
        name="reason"
        label={t("reason")}
        options={adjustReasons.map((reason) => ({ value: reason, label: reasonName(reason) }))}
      />
      <TextareaField
        control={form.control}
        name="note"
        label={t("note")}
        description={t("noteHint")}
        optional
      />
      <BalancePreview
        before={available}
        moved={direction === "remove" ? -units : units}
        refusal={impossible ? tooMany : undefined}
      />
      <div>
        <SubmitButton pending={pending} disabled={impossible}>
          {units > 0n ? t(submitLabel, { amount: Number(units) }) : t("action")}
        </SubmitButton>
      </div>
    </form>
  );
}
