"use client";

import { type UseFormReturn, useWatch } from "react-hook-form";
import { SelectField } from "@/components/forms/fields";
import { Field } from "@/components/ui/field";
import { Select, type SelectOption } from "@/components/ui/input";
import { basisSchema, type Trigger, triggerSchema } from "@/lib/domain/program/schema";
import type { RuleValues } from "./rule-form";
import type { Words } from "./words";

const groups = {
  orders: ["order.paid", "order.delivered"],
  members: [
    "customer.joined",
    "customer.birthday",
    "customer.anniversary",
    "referral.qualified",
    "subscription.renewed",
    "segment.entered",
    "challenge.completed",
  ],
  actions: ["visit", "review.posted", "survey.answered", "newsletter.joined", "profile.completed"],
  social: ["social.follow", "social.share", "social.like", "social.comment"],
} as const;

/** Everything that can set off a rule, the merchant's own events last. */
export function triggerOptions({ t, trigger, document }: Words): SelectOption[] {
  const option = (group: string) => (value: Trigger) => ({ value, label: trigger(value), group });
  const own = document.eventTypes.map(({ key }): Trigger => `event.${key}`);
  return [
    ...groups.orders.map(option(t("options.triggerGroups.orders"))),
    ...groups.members.map(option(t("options.triggerGroups.members"))),
    ...groups.actions.map(option(t("options.triggerGroups.actions"))),
    ...groups.social.map(option(t("options.triggerGroups.social"))),
    ...own.map(option(t("options.triggerGroups.own"))),
  ];
}

/** When a rule applies. Choosing it sets what goes with it, so that no refused pair can be made. */
export function TriggerFields({ form, words }: { form: UseFormReturn<RuleValues>; words: Words }) {
  const { t, document, segments } = words;
  const { control, setValue } = form;
  // Not watch(): it does not hear that a place above the one it looks at is set.
  const [trigger, effects] = useWatch({ control, name: ["rule.trigger", "rule.effects"] });

  function choose(text: string) {
    const next = triggerSchema.safeParse(text).data;
    if (!next) return;
    const set = { shouldDirty: true, shouldValidate: form.formState.isSubmitted };
    setValue("rule.trigger", next, set);
    setValue("rule.segment", next === "segment.entered" ? segments[0]?.key : undefined, set);
    if (next !== "challenge.completed") setValue("rule.challenge", undefined, set);
    if (next.startsWith("order.")) return;
    setValue("rule.basis", basisSchema.parse({}), set);
    const fixed = effects.filter((effect) => effect.type === "fixed");
    setValue(
      "rule.effects",
      fixed.length > 0 ? fixed : [{ type: "fixed", asset: "points", units: 100 }],
      set,
    );
  }
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label={t("earning.trigger")} description={hint(words, trigger)}>
        <Select
          value={trigger}
          onChange={(event) => choose(event.target.value)}
          options={triggerOptions(words)}
        />
      </Field>
      {trigger === "segment.entered" && (
        <SelectField
          control={control}
          name="rule.segment"
          label={t("earning.segment")}
          options={segments.map(({ key, name }) => ({ value: key, label: name }))}
        />
      )}
      {trigger === "challenge.completed" && document.gamification.challenges.length > 0 && (
        <Field label={t("earning.challenge")}>
          <Select
            {...form.register("rule.challenge", { setValueAs: (value: string) => value || undefined })}
            placeholder={t("earning.anyChallenge")}
            options={document.gamification.challenges.map((one) => ({
              value: one.key,
              label: words.name(one),
            }))}
          />
        </Field>
      )}
    </div>
  );
}

function hint({ t }: Words, trigger: string): string | undefined {
  if (trigger === "customer.birthday") return t("earning.birthdayHint");
  if (trigger.startsWith("event.")) return t("earning.eventHint");
  return undefined;
}
