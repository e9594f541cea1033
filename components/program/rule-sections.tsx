"use client";

import { type UseFormReturn, useWatch } from "react-hook-form";
import { RadioField } from "@/components/forms/fields";
import { customerFields, orderFields, type RuleField } from "@/components/segments/draft";
import type { ValueOptions } from "@/components/segments/test-inputs";
import { ActivationFields } from "./activation-fields";
import { BasisFields } from "./basis-fields";
import { ConditionField } from "./condition-field";
import { OwnExpiryFields } from "./expiry-fields";
import { LimitFields } from "./limit-fields";
import type { RuleValues } from "./rule-form";
import { summariesOf } from "./rule-summaries";
import { Section } from "./section";
import { SegmentChecks, TierChecks } from "./shared-fields";
import { WhenFields } from "./when-fields";
import type { Words } from "./words";

type Props = { form: UseFormReturn<RuleValues>; words: Words; options: ValueOptions };

const stackings = ["base", "bonus", "exclusive"] as const;
const eventFields: RuleField[] = ["event", ...customerFields];
const ruleFields = [...orderFields, ...customerFields];
/** Everything of a rule beyond its trigger and what it gives, each part closed until it is needed. */
export function RuleSections({ form, words, options }: Props) {
  const { t } = words;
  const { control } = form;
  const rule = useWatch({ control, name: "rule" });
  const isOrder = rule.trigger.startsWith("order.");
  const isMultiple = rule.effects.some((effect) => effect.type === "multiply");
  const told = summariesOf(rule, words);
  const ofType = words.document.eventTypes.find(({ key }) => rule.trigger === `event.${key}`);
  const common = { control, words };
  return (
    <div>
      {isOrder && (
        <Section
          control={control}
          paths={["rule.basis", "rule.effects"]}
          title={t("earning.basis")}
          summary={told.basis}
        >
          <BasisFields form={form} words={words} options={options} />
        </Section>
      )}
      <Section
        control={control}
        paths={["rule.conditions"]}
        title={t("earning.conditions")}
        summary={told.conditions}
      >
        <ConditionField
          control={control}
          name="rule.conditions"
          words={words}
          fields={isOrder ? ruleFields : eventFields}
          options={{ ...options, event: ofType?.fields.map((field) => field.key) }}
        />
      </Section>
      <Section control={control} paths={["rule.who"]} title={t("earning.who")} summary={told.who}>
        <TierChecks {...common} name="rule.who.tiers" />
        <SegmentChecks {...common} name="rule.who.segments" description={t("earning.segmentsHint")} />
      </Section>
      <Section control={control} paths={["rule.when"]} title={t("earning.whenTitle")} summary={told.when}>
        <WhenFields form={form} words={words} />
      </Section>
      <Section
        control={control}
        paths={["rule.caps", "rule.frequency", "rule.cooldownHours"]}
        title={t("earning.limits")}
        summary={told.limits}
      >
        <LimitFields form={form} words={words} />
      </Section>
      <Section
        control={control}
        paths={["rule.activation"]}
        title={t("earning.activation")}
        summary={told.activation}
      >
        <ActivationFields form={form} words={words} />
      </Section>
      <Section control={control} paths={["rule.expiry"]} title={t("earning.expiry")} summary={told.expiry}>
        <OwnExpiryFields form={form} words={words} />
      </Section>
      <Section
        control={control}
        paths={["rule.stacking"]}
        title={t("earning.stacking")}
        summary={t(`options.stackingShort.${rule.stacking ?? "base"}`)}
      >
        <RadioField
          control={control}
          name="rule.stacking"
          label={t("earning.stackingLabel")}
          description={t("earning.stackingHint")}
          options={stackings.map((value) => ({
            value,
            label: t(`options.stacking.${value}`),
            disabled: isMultiple && value !== "bonus",
          }))}
        />
      </Section>
    </div>
  );
}
