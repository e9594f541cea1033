"use client";

import { useTranslations } from "next-intl";
import { type UseFormReturn, useWatch } from "react-hook-form";
import { PointsField } from "@/components/forms/amount-fields";
import { SelectField } from "@/components/forms/fields";
import { Field, FieldSet } from "@/components/ui/field";
import { Select } from "@/components/ui/input";
import type { ReferralValues } from "./referral-form";
import type { Words } from "./words";

const giftTypes = ["points", "reward"] as const;
const USUAL_POINTS = 500;

/** What one side of an invitation is given: points, or a reward of the program. */
export function GiftFields({
  form,
  side,
  words,
}: {
  form: UseFormReturn<ReferralValues>;
  side: "advocate" | "friend";
  words: Words;
}) {
  const t = useTranslations("program.referral");
  const { control, setValue } = form;
  const { rewards } = words.document;
  const type = useWatch({ control, name: `referral.${side}.type` });
  const choose = (next: string) =>
    setValue(
      `referral.${side}`,
      next === "points"
        ? { type: "points", units: USUAL_POINTS }
        : { type: "reward", reward: rewards[0]?.key ?? "" },
      { shouldDirty: true },
    );
  return (
    <FieldSet legend={t(side)} description={t(`${side}Hint`)}>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t(`${side}Kind`)}>
          <Select
            value={type}
            onChange={(event) => choose(event.target.value)}
            options={giftTypes.map((value) => ({
              value,
              label: t(`gifts.${value}`),
              disabled: value === "reward" && rewards.length === 0,
            }))}
          />
        </Field>
        {type === "points" ? (
          <PointsField
            key="points"
            control={control}
            name={`referral.${side}.units`}
            label={t(`${side}Points`)}
            as="number"
          />
        ) : (
          <SelectField
            key="reward"
            control={control}
            name={`referral.${side}.reward`}
            label={t(`${side}Reward`)}
            options={rewards.map((reward) => ({ value: reward.key, label: words.name(reward) }))}
          />
        )}
      </div>
    </FieldSet>
  );
}
