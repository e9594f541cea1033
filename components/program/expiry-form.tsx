"use client";

import { useTranslations } from "next-intl";
import type { z } from "zod";
import { MoneyField } from "@/components/forms/amount-fields";
import { BooleanField, NumberField, RadioField } from "@/components/forms/fields";
import { useCommandForm } from "@/components/forms/use-command-form";
import type { ProgramDocument } from "@/lib/domain/program/schema";
import { saveExpiryAction } from "@/lib/features/programs/actions";
import { expiryForm } from "@/lib/features/programs/schema";
import { ExpiryExample } from "./expiry-example";
import { ExpiryFields } from "./expiry-fields";
import { FormFrame } from "./form-frame";
import { PointsNameFields } from "./points-name-fields";
import { Section } from "./section";
import { useWords } from "./use-words";

export type ExpiryValues = z.input<typeof expiryForm>;

const policies = ["allow_negative", "clamp_to_zero"] as const;
const enrolments = ["automatic", "opt_in"] as const;

/** When points expire and what one is worth; below it what refunds do, who is a member, and what points are called. */
export function ExpiryForm({
  document,
  revision,
  slug,
  today,
}: {
  document: ProgramDocument;
  revision: number;
  slug: string;
  today: string;
}) {
  const t = useTranslations("program");
  const words = useWords(document);
  const { expiry, refunds, enrolment, returnGraceDays, presentation } = document;
  const { form, submit, pending, failure } = useCommandForm<ExpiryValues, unknown>({
    schema: expiryForm,
    action: (values, key) => saveExpiryAction(slug, { ...values, revision }, key),
    defaultValues: {
      ...{ expiry, refunds, enrolment, returnGraceDays, pointsName: presentation.pointsName },
      pointValueMinor: document.pointValueMinor ?? null,
    },
    successMessage: t("form.saved"),
  });
  const { control, setValue } = form;
  const values = form.watch();
  const isOptIn = values.enrolment?.type === "opt_in";
  return (
    <FormFrame submit={submit} pending={pending} failure={failure}>
      <ExpiryFields
        control={control}
        name="expiry"
        type={values.expiry.type}
        onChoose={(next) => setValue("expiry", next, { shouldDirty: true })}
        words={words}
      />
      <ExpiryExample expiry={values.expiry} words={words} today={today} />
      <MoneyField
        control={control}
        name="pointValueMinor"
        label={t("expiry.pointValue")}
        description={t("expiry.pointValueHint")}
        className="sm:w-1/2"
        as="number"
        optional
      />
      <div>
        <Section
          control={control}
          paths={["refunds", "returnGraceDays"]}
          title={t("refunds.title")}
          summary={t(`refunds.${values.refunds?.policy ?? "allow_negative"}`)}
        >
          <RadioField
            control={control}
            name="refunds.policy"
            label={t("refunds.policy")}
            options={policies.map((value) => ({
              value,
              label: t(`refunds.${value}`),
              description: t(`refunds.${value}Hint`),
            }))}
          />
          <BooleanField
            control={control}
            name="refunds.returnCodesOnPartialRefund"
            label={t("refunds.partial")}
            description={t("refunds.partialHint")}
          />
          <NumberField
            control={control}
            name="returnGraceDays"
            label={t("refunds.grace")}
            description={t("refunds.graceHint")}
            className="sm:w-1/2"
            min={0}
            max={365}
          />
        </Section>
        <Section
          control={control}
          paths={["enrolment"]}
          title={t("enrolment.title")}
          summary={t(`enrolment.${values.enrolment?.type ?? "automatic"}`)}
        >
          <RadioField
            control={control}
            name="enrolment.type"
            label={t("enrolment.type")}
            options={enrolments.map((value) => ({
              value,
              label: t(`enrolment.${value}`),
              description: t(`enrolment.${value}Hint`),
            }))}
          />
          {isOptIn && (
            <BooleanField
              control={control}
              name="enrolment.ordersBeforeJoining"
              label={t("enrolment.before")}
            />
          )}
          <NumberField
            control={control}
            name="enrolment.claimDays"
            label={t("enrolment.claimDays")}
            description={t("enrolment.claimHint")}
            className="sm:w-1/2"
            min={0}
            max={365}
          />
        </Section>
        <Section
          control={control}
          paths={["pointsName"]}
          title={t("pointsName.title")}
          summary={words.pointsName(values.pointsName ?? {})}
        >
          <PointsNameFields control={control} setValue={setValue} words={words} />
        </Section>
      </div>
    </FormFrame>
  );
}
