"use client";

import { useTranslations } from "next-intl";
import { TextareaField } from "@/components/forms/fields";
import { FormError } from "@/components/forms/form-error";
import { SubmitButton } from "@/components/forms/submit-button";
import { useCommandForm } from "@/components/forms/use-command-form";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useCloseOverlay } from "@/components/ui/on-first-use";
import { reverseTransactionAction } from "@/lib/features/ledger/actions";
import { reverseTransactionSchema } from "@/lib/features/ledger/schema";
import { useFormat } from "@/lib/platform/i18n/format-context";
import { signedAmount } from "./asset-words";
import { BalancePreview } from "./balance-preview";

type Props = {
  slug: string;
  transactionId: string;
  codeName: string;
  asset: string;
  moved: bigint;
  available: bigint;
};

/** Takes one transaction back, after showing the balance that will result. */
export function ReverseTransaction(props: Props) {
  const t = useTranslations("customers.reverse");
  const amount = signedAmount(props.asset, props.moved, useFormat());
  return (
    <Dialog
      trigger={<Button>{t("action")}</Button>}
      title={t("title", { code: props.codeName, amount })}
      description={t("description")}
    >
      <ReverseForm {...props} />
    </Dialog>
  );
}

function ReverseForm({ slug, transactionId, asset, moved, available }: Props) {
  const t = useTranslations("customers.reverse");
  const amount = signedAmount(asset, moved, useFormat());
  const close = useCloseOverlay();
  const { form, submit, pending, failure } = useCommandForm({
    schema: reverseTransactionSchema,
    action: reverseTransactionAction.bind(null, slug),
    defaultValues: { transactionId, note: "" },
    successMessage: t("done"),
    onSuccess: close,
    warnUnsaved: false,
  });
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <FormError failure={failure} />
      <BalancePreview asset={asset} before={available} moved={-moved} />
      {available - moved < 0n && <Alert kind="warning">{t("negative")}</Alert>}
      <TextareaField control={form.control} name="note" label={t("note")} rows={2} />
      <div>
        <SubmitButton pending={pending}>{t("submit", { amount })}</SubmitButton>
      </div>
    </form>
  );
}
