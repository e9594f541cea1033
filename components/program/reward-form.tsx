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
import { saveRewardAction } from "@/lib/features/programs/actions";
import { rewardForm } from "@/lib/features/programs/schema";
import { FormFrame } from "./form-frame";
import { PriceFields, RewardKindFields } from "./reward-kind-fields";
import { RewardPreview } from "./reward-preview";
import { RewardSections } from "./reward-sections";
import { LocalizedFields } from "./shared-fields";
import { priceValues, textValues } from "./start-values";
import { useWords } from "./use-words";

export type RewardValues = z.input<typeof rewardForm>;

function startValues(document: ProgramDocument, rewardKey: string | null): RewardValues {
  const stored = document.rewards.find((reward) => reward.key === rewardKey);
  const { key, reward } = stored
    ? { key: stored.key, reward: stored }
    : rewardForm.parse({
        key: null,
        reward: { kind: "amount_off", price: 500, valueMinor: 5 * smallAmountMinor(document.currency) },
      });
  const { key: _, ...values } = { key: null, ...reward };
  const name = textValues(document, reward.name);
  const description = textValues(document, reward.description);
  const pricePerTier = priceValues(document, reward.pricePerTier);
  return { key, reward: { ...values, name, description, pricePerTier } };
}

/** Adds or edits one reward in the draft. `left` is how many of a limited one are left now. */
export function RewardForm({
  document,
  revision,
  slug,
  rewardKey,
  left,
  today,
  segments,
  options,
  listHref,
}: {
  document: ProgramDocument;
  revision: number;
  slug: string;
  rewardKey: string | null;
  left?: number;
  today: string;
  segments: readonly NamedSegment[];
  options: ValueOptions;
  listHref: string;
}) {
  const t = useTranslations("program");
  const router = useRouter();
  const words = useWords(document, segments);
  const { form, submit, pending, failure } = useCommandForm({
    schema: rewardForm,
    action: (values, key) => saveRewardAction(slug, { ...values, revision }, key),
    defaultValues: startValues(document, rewardKey),
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
      aside={<RewardPreview control={control} words={words} today={today} />}
    >
      <LocalizedFields
        control={control}
        words={words}
        name="reward.name"
        label={(language) => t("form.name", { language })}
      />
      <LocalizedFields
        control={control}
        words={words}
        name="reward.description"
        label={(language) => t("rewards.descriptionIn", { language })}
        long
      />
      <RewardKindFields form={form} words={words} />
      <PriceFields form={form} words={words} />
      <BooleanField control={control} name="reward.active" label={t("rewards.active")} asSwitch />
      <RewardSections form={form} words={words} options={options} left={left} />
    </FormFrame>
  );
}
