"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useWatch } from "react-hook-form";
import type { z } from "zod";
import { BooleanField, DateField, SelectField } from "@/components/forms/fields";
import { useCommandForm } from "@/components/forms/use-command-form";
import type { NamedSegment } from "@/components/segments/words";
import type { ProgramDocument } from "@/lib/domain/program/schema";
import { smallAmountMinor } from "@/lib/domain/program/starter";
import { saveEarningRuleAction } from "@/lib/features/programs/actions";
import { earningRuleForm } from "@/lib/features/programs/schema";
import { EffectFields } from "./effect-fields";
import { FormFrame } from "./form-frame";
import { RuleExample } from "./rule-example";
import { LocalizedFields, SegmentChecks, TierChecks } from "./shared-fields";
import { textValues } from "./start-values";
import { useWords } from "./use-words";

export type RuleValues = z.input<typeof earningRuleForm>;

function startValues(document: ProgramDocument, ruleKey: string | null): RuleValues {
  const stored = document.earningRules.find((rule) => rule.key === ruleKey);
  if (stored) {
    const { key, ...rule } = stored;
    return { key, rule: { ...rule, name: textValues(document, rule.name) } };
  }
  const perMinor = smallAmountMinor(document.currency);
  return {
    key: null,
    rule: {
      name: textValues(document),
      trigger: "order.paid",
      stacking: document.earningRules.some((rule) => rule.stacking === "base") ? "bonus" : "base",
      effects: [{ type: "rate", asset: "points", units: 1, perMinor, rounding: "floor" }],
      who: { tiers: [], segments: [] },
      when: {},
      active: true,
    },
  };
}

/** Adds or edits one way to earn in the draft, with a live example beside the fields. */
export function RuleForm({
  document,
  revision,
  slug,
  ruleKey,
  today,
  segments,
  listHref,
}: {
  document: ProgramDocument;
  revision: number;
  slug: string;
  ruleKey: string | null;
  today: string;
  segments: readonly NamedSegment[];
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
  const [trigger, effect] = useWatch({ control, name: ["rule.trigger", "rule.effects.0.type"] });
  const isOrder = trigger === "order.paid";
  const isMultiple = effect === "multiply";
  const stackings = ["base", "bonus", "exclusive"] as const;
  return (
    <FormFrame submit={submit} pending={pending} failure={failure} cancelHref={listHref}>
      <LocalizedFields
        control={control}
        words={words}
        name="rule.name"
        label={(language) => t("form.name", { language })}
      />
      <EffectFields form={form} />
      {isOrder && (
        <SelectField
          control={control}
          name="rule.stacking"
          label={t("earning.stacking")}
          options={stackings.map((value) => ({
            value,
            label: t(`options.stacking.${value}`),
            disabled: isMultiple && value !== "bonus",
          }))}
        />
      )}
      {isOrder && <TierChecks control={control} words={words} name="rule.who.tiers" />}
      {isOrder && (
        <SegmentChecks
          control={control}
          words={words}
          name="rule.who.segments"
          description={t("earning.segmentsHint")}
        />
      )}
      <div className="grid gap-4 sm:grid-cols-2">
        <DateField control={control} name="rule.when.from" label={t("earning.from")} optional />
        <DateField
          control={control}
          name="rule.when.until"
          label={t("earning.until")}
          description={t("earning.datesHint")}
          optional
        />
      </div>
      <BooleanField control={control} name="rule.active" label={t("earning.active")} asSwitch />
      <RuleExample control={control} document={document} words={words} today={today} />
    </FormFrame>
  );
}
