"use client";

import { Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type Control, useFieldArray, useWatch } from "react-hook-form";
import type { z } from "zod";
import { MoneyField } from "@/components/forms/amount-fields";
import { NumberField, TextField } from "@/components/forms/fields";
import { FormError } from "@/components/forms/form-error";
import { SubmitButton } from "@/components/forms/submit-button";
import { useCommandForm } from "@/components/forms/use-command-form";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { explainQuoteAction } from "@/lib/features/quotes/actions";
import { explainQuoteSchema } from "@/lib/features/quotes/schema";
import type { ExplainedQuote } from "@/lib/features/quotes/types";
import { useFormat } from "@/lib/platform/i18n/format-context";

type Values = z.input<typeof explainQuoteSchema>;
type Props = {
  slug: string;
  customer: string;
  mayIdentify: boolean;
  onQuoted: (quoted: ExplainedQuote) => void;
};

/** Whose order, and what would be in it. */
export function CartForm({ slug, customer, mayIdentify, onQuoted }: Props) {
  const t = useTranslations("quotes");
  const { form, submit, pending, failure } = useCommandForm<Values, ExplainedQuote>({
    schema: explainQuoteSchema,
    action: (values) => explainQuoteAction(slug, values),
    defaultValues: { customer, totalMinor: "", channel: "", lines: [] },
    onSuccess: onQuoted,
    warnUnsaved: false,
  });
  const { control } = form;
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <FormError failure={failure} />
      <TextField
        control={control}
        name="customer"
        label={t("customer")}
        description={t(mayIdentify ? "customerHint" : "customerHintMasked")}
        autoComplete="off"
        optional
      />
      <MoneyField control={control} name="totalMinor" label={t("total")} />
      <TextField
        control={control}
        name="channel"
        label={t("channel")}
        description={t("channelHint")}
        autoComplete="off"
        optional
      />
      <CartLines control={control} />
      <TotalRemark control={control} />
      <div>
        <SubmitButton pending={pending}>{t("submit")}</SubmitButton>
      </div>
    </form>
  );
}

const sumSchema = explainQuoteSchema.pick({ totalMinor: true, lines: true });

/** Says where the lines come to more than the total: a discount, or a slip. */
function TotalRemark({ control }: { control: Control<Values> }) {
  const t = useTranslations("quotes");
  const format = useFormat();
  const [totalMinor, lines] = useWatch({ control, name: ["totalMinor", "lines"] });
  const { data } = sumSchema.safeParse({ totalMinor, lines });
  const sum = (data?.lines ?? []).reduce(
    (left, line) => left + BigInt(line.unitPriceMinor) * BigInt(line.quantity),
    0n,
  );
  if (!data || sum <= BigInt(data.totalMinor)) return null;
  const amounts = { lines: format.money(sum), total: format.money(BigInt(data.totalMinor)) };
  return <Alert kind="warning">{t("totalBelowLines", amounts)}</Alert>;
}

function CartLines({ control }: { control: Control<Values> }) {
  const t = useTranslations("quotes");
  const lines = useFieldArray({ control, name: "lines" });
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1 font-medium">{t("lines")}</legend>
      {lines.fields.length === 0 && <p className="text-table text-muted-foreground">{t("linesHint")}</p>}
      {lines.fields.map((line, i) => (
        <fieldset key={line.id} className="grid grid-cols-2 items-start gap-3 border-t pt-3">
          <legend className="sr-only">{t("line", { number: i + 1 })}</legend>
          <TextField control={control} name={`lines.${i}.category`} label={t("category")} />
          <TextField control={control} name={`lines.${i}.sku`} label={t("sku")} />
          <MoneyField control={control} name={`lines.${i}.unitPriceMinor`} label={t("price")} />
          <div className="grid grid-cols-[1fr_auto] items-start gap-2">
            <NumberField control={control} name={`lines.${i}.quantity`} label={t("quantity")} min={1} />
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
        </fieldset>
      ))}
      <div>
        <Button onClick={() => lines.append({ category: "", sku: "", unitPriceMinor: "", quantity: 1 })}>
          <Plus aria-hidden />
          {t("addLine")}
        </Button>
      </div>
    </fieldset>
  );
}
