"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import type { z } from "zod";
import { MoneyField, PointsField } from "@/components/forms/amount-fields";
import { BooleanField, NumberField } from "@/components/forms/fields";
import { useCommandForm } from "@/components/forms/use-command-form";
import type { NamedSegment } from "@/components/segments/words";
import type { ProgramDocument } from "@/lib/domain/program/schema";
import { smallAmountMinor } from "@/lib/domain/program/starter";
import { saveRewardAction } from "@/lib/features/programs/actions";
import { rewardForm } from "@/lib/features/programs/schema";
import { FormFrame } from "./form-frame";
import { RewardKindFields } from "./reward-kind-fields";
import { LocalizedFields, SegmentChecks, TierChecks } from "./shared-fields";
import { priceValues, textValues } from "./start-values";
import { useWords } from "./use-words";

export type RewardValues = z.input<typeof rewardForm>;

function startValues(document: ProgramDocument, rewardKey: string | null): RewardValues {
  const stored = document.rewards.find((reward) => reward.key === rewardKey);
  if (stored) {
    const { key, ...reward } = stored;
    const name = textValues(document, reward.name);
    const description = textValues(document, reward.description);
    const pricePerTier = priceValues(document, reward.pricePerTier);
    return { key, reward: { ...reward, name, description, pricePerTier } };
  }
  return {
    key: null,
    reward: {
      kind: "amount_off",
      name: textValues(document),
      description: textValues(document),
      price: 500,
      valueMinor: 5 * smallAmountMinor(document.currency),
      pricePerTier: priceValues(document),
      tiers: [],
      segments: [],
      minOrderMinor: 0,
      stock: null,
      perCustomerLimit: null,
      validDays: null,
      active: true,
    },
  };
}

/** Adds or edits one reward in the draft. `left` is how many of a limited one are left now. */
export function RewardForm({
  document,
  revision,
  slug,
  rewardKey,
  left,
  segments,
  listHref,
}: {
  document: ProgramDocument;
  revision: number;
  slug: string;
  rewardKey: string | null;
  left?: number;
  segments: readonly NamedSegment[];
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
  const stockHint = left === undefined ? "" : ` ${t("rewards.stockLeft", { count: left })}`;
  return (
    <FormFrame submit={submit} pending={pending} failure={failure} cancelHref={listHref}>
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
      <RewardKindFields form={form} />
      <PointsField
        control={control}
        name="reward.price"
        label={t("rewards.price")}
        className="sm:w-1/2"
        as="number"
      />
      {document.tiers && (
        <div className="grid gap-4 sm:grid-cols-3">
          {document.tiers.levels.map((level) => (
            <PointsField
              key={level.key}
              control={control}
              name={`reward.pricePerTier.${level.key}`}
              label={t("rewards.priceFor", { tier: words.name(level) })}
              as="number"
              optional
            />
          ))}
        </div>
      )}
      <TierChecks control={control} words={words} name="reward.tiers" />
      <SegmentChecks
        control={control}
        words={words}
        name="reward.segments"
        description={t("rewards.segmentsHint")}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <MoneyField control={control} name="reward.minOrderMinor" label={t("rewards.minOrder")} as="number" />
        <NumberField
          control={control}
          name="reward.validDays"
          label={t("rewards.validDays")}
          description={t("rewards.validDaysHint")}
          min={1}
          optional
        />
        <NumberField
          control={control}
          name="reward.stock"
          label={t("rewards.stock")}
          description={t("rewards.stockHint") + stockHint}
          min={0}
          optional
        />
        <NumberField
          control={control}
          name="reward.perCustomerLimit"
          label={t("rewards.perCustomerLimit")}
          description={t("rewards.limitHint")}
          min={1}
          optional
        />
      </div>
      <BooleanField control={control} name="reward.active" label={t("rewards.active")} asSwitch />
    </FormFrame>
  );
}
