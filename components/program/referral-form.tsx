"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { z } from "zod";
import { MoneyField } from "@/components/forms/amount-fields";
import { BooleanField, NumberField } from "@/components/forms/fields";
import { useCommandForm } from "@/components/forms/use-command-form";
import { type ProgramDocument, referralSchema } from "@/lib/domain/program/schema";
import { saveReferralAction } from "@/lib/features/programs/actions";
import { referralForm } from "@/lib/features/programs/schema";
import { FormFrame } from "./form-frame";
import { GiftFields } from "./gift-fields";
import { ReferralSummary } from "./referral-summary";
import { useWords } from "./use-words";

export type ReferralValues = z.input<typeof referralForm>;

/** What an invitation gives and asks for, as one form, with what it says in plain sentences below. */
export function ReferralForm({
  document,
  revision,
  slug,
  values,
  extra,
}: {
  document: ProgramDocument;
  revision: number;
  slug: string;
  values: ReferralValues["referral"];
  extra?: ReactNode;
}) {
  const t = useTranslations("program");
  const words = useWords(document);
  const { form, submit, pending, failure } = useCommandForm({
    schema: referralForm,
    action: (input, key) => saveReferralAction(slug, { ...input, revision }, key),
    defaultValues: { referral: values },
    successMessage: t("form.saved"),
  });
  const { control, watch } = form;
  const typed = referralSchema.safeParse(watch("referral"));
  return (
    <FormFrame submit={submit} pending={pending} failure={failure} extra={extra}>
      <BooleanField
        control={control}
        name="referral.active"
        label={t("referral.active")}
        description={t("referral.activeHint")}
        asSwitch
      />
      <GiftFields form={form} side="friend" words={words} />
      <GiftFields form={form} side="advocate" words={words} />
      <div className="grid gap-4 sm:grid-cols-3">
        <MoneyField
          control={control}
          name="referral.minOrderMinor"
          label={t("referral.minOrder")}
          description={t("referral.minOrderHint")}
          as="number"
        />
        <NumberField
          control={control}
          name="referral.windowDays"
          label={t("referral.windowDays")}
          description={t("referral.windowHint")}
          min={1}
          max={365}
        />
        <NumberField
          control={control}
          name="referral.holdingDays"
          label={t("referral.holdingDays")}
          description={t("referral.holdingHint")}
          min={0}
          max={365}
        />
      </div>
      <section aria-labelledby="referral-preview" className="grid gap-2 border-t pt-4">
        <h2 id="referral-preview" className="font-medium">
          {t("referral.preview")}
        </h2>
        {typed.success ? (
          <ReferralSummary offer={typed.data} words={words} />
        ) : (
          <p className="text-muted-foreground">{t("example.incomplete")}</p>
        )}
      </section>
    </FormFrame>
  );
}
