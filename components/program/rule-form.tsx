"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import type { z } from "zod";
import { BooleanField } from "@/components/forms/fields";
import { useCommandForm } from "@/components/forms/use-command-form";
import type { ValueOptions } from "@/components/segments/test-inputs";
import type { NamedSegment } from "@/components/segments/words";
import type { ProgramDocument } from "@/lib/domain/program/schema";
import { smallAmountMinor } from "@/lib/domain/program/starter";
import { saveEarningRuleAction } from "@/lib/features/programs/actions";
import { earningRuleForm } from "@/lib/features/programs/schema";
import { EffectFields } from "./effect-fields";
import { FormFrame } from "./form-frame";
import { RulePreview } from "./rule-preview";
import { RuleSections } from "./rule-sections";
import { LocalizedFields } from "./shared-fields";
import { textValues } from "./start-values";
import { TriggerFields } from "./trigger-fields";
import { useWords } from "./use-words";

export type RuleValues = z.input<typeof earningRuleForm>;

function startValues(document: ProgramDocument, ruleKey: string | null): RuleValues {
  const stored = document.earningRules.find((rule) => rule.key === ruleKey);
  if (stored) {
    const { key, ...rule } = stored;
    return { key, rule: { ...rule, name: textValues(document, rule.name) } };
  }
  const perMinor = smallAmountMinor(document.currency);
  const blank = earningRuleForm.parse({
    key: null,
    rule: {
      trigger: "order.paid",
      stacking: document.earningRules.some((rule) => rule.stacking === "base") ? "bonus" : "base",
      effects: [{ type: "rate", asset: "points", units: 1, perMinor }],
    },
  });
  return { key: null, rule: { ...blank.rule, name: textValues(document) } };
}

/** Adds or edits one way to earn in the draft, with the rule in plain words and a live example beside the fields. */
export function RuleForm({
  document,
  revision,
  slug,
  ruleKey,
  today,
  segments,
  options,
  listHref,
}: {
  document: ProgramDocument;
  revision: number;
  slug: string;
  ruleKey: string | null;
  today: string;
  segments: readonly NamedSegment[];
  options: ValueOptions;
  listHref: string;
}) {
  const t = useTranslations("program");
  const router = useRouter();
  const words = useWords(document, segments);
  const { form, submit, pending, failure } = useCommandForm({
    schema: earningRuleForm,
    action: (values, key) => saveEarningRuleAction(slug, { ...values, revision }, key),
    defaultValues: startValues(document, ruleKey),
    successMessage: t("form.saved"),
    onSuccess: () => router.push(listHref),
  });
  const { control } = form;
  return (
    <FormFrame
      submit={submit}
      pending={pending}
      failure={failure}
      cancelHref={listHref}
      aside={<RulePreview control={control} words={words} today={today} />}
    >
      <LocalizedFields
        control={control}
        words={words}
        name="rule.name"
        label={(language) => t("form.name", { language })}
      />
      <TriggerFields form={form} words={words} />
      <EffectFields form={form} words={words} />
      <BooleanField control={control} name="rule.active" label={t("earning.active")} asSwitch />
      <RuleSections form={form} words={words} options={options} />
    </FormFrame>
  );
}
