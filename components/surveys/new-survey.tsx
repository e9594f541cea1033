"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import type { Control } from "react-hook-form";
import type { z } from "zod";
import { SelectField, TextareaField, TextField } from "@/components/forms/fields";
import { FormError } from "@/components/forms/form-error";
import { SubmitButton } from "@/components/forms/submit-button";
import { useCommandForm } from "@/components/forms/use-command-form";
import { staffPath } from "@/components/layout/navigation";
import { Button } from "@/components/ui/button";
import { Sheet } from "@/components/ui/dialog";
import { type Locale, locales } from "@/lib/domain/program/schema";
import { surveyKinds } from "@/lib/domain/surveys/scale";
import { createSurveyAction } from "@/lib/features/surveys/actions";
import { createSurveySchema } from "@/lib/features/surveys/schema";

type Values = z.input<typeof createSurveySchema>;

const parts = ["question", "followUp", "thanksPromoter", "thanksPassive", "thanksDetractor"] as const;

/** The texts of one language; closed at first, because the standard words do. */
function LanguageTexts({ control, locale }: { control: Control<Values>; locale: Locale }) {
  const t = useTranslations("surveys");
  return (
    <details className="rounded-card border px-4 py-3">
      <summary className="font-medium">{t("textsTitle", { language: t(`languages.${locale}`) })}</summary>
      <div className="mt-4 grid gap-4">
        {parts.map((part) => (
          <TextareaField
            key={part}
            control={control}
            name={`texts.${locale}.${part}`}
            label={t(part)}
            rows={2}
          />
        ))}
      </div>
    </details>
  );
}

function SurveyForm({ slug }: { slug: string }) {
  const t = useTranslations("surveys");
  const router = useRouter();
  const { form, submit, pending, failure } = useCommandForm({
    schema: createSurveySchema,
    action: createSurveyAction.bind(null, slug),
    defaultValues: { name: "", kind: "nps", texts: {} },
    successMessage: t("created"),
    onSuccess: ({ surveyId }: { surveyId: string }) => router.push(staffPath(slug, `surveys/${surveyId}`)),
    warnUnsaved: false,
  });
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <FormError failure={failure} />
      <TextField control={form.control} name="name" label={t("name")} description={t("nameHint")} />
      <SelectField
        control={form.control}
        name="kind"
        label={t("kind")}
        options={surveyKinds.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
      />
      <p className="text-table text-muted-foreground">{t("textsHint")}</p>
      {locales.map((locale) => (
        <LanguageTexts key={locale} control={form.control} locale={locale} />
      ))}
      <div>
        <SubmitButton pending={pending}>{t("create")}</SubmitButton>
      </div>
    </form>
  );
}

/** The button that opens the form for a new survey. */
export function NewSurvey({ slug }: { slug: string }) {
  const t = useTranslations("surveys");
  return (
    <Sheet
      trigger={<Button variant="primary">{t("new")}</Button>}
      title={t("newTitle")}
      description={t("newDescription")}
    >
      <SurveyForm slug={slug} />
    </Sheet>
  );
}
