"use client";

import { Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type Control, useFieldArray } from "react-hook-form";
import { NumberField, SelectField } from "@/components/forms/fields";
import type { Words } from "@/components/program/words";
import { Button } from "@/components/ui/button";
import { FieldSet } from "@/components/ui/field";
import type { PlanValues } from "./plan-form";

/** The gifts of a plan: at which renewal which reward. */
export function GiftFields({ control, words }: { control: Control<PlanValues>; words: Words }) {
  const t = useTranslations("program.plans");
  const gifts = useFieldArray({ control, name: "plan.gifts" });
  const { rewards } = words.document;
  const [first] = rewards;
  const nextRenewal = gifts.fields.reduce((last, gift) => Math.max(last, gift.renewal), 0) + 3;
  return (
    <FieldSet legend={t("gifts")} description={first ? t("giftsHint") : t("noRewards")}>
      <div className="grid gap-3">
        {gifts.fields.map((gift, i) => (
          <div key={gift.id} className="grid grid-cols-[6.5rem_1fr_auto] items-start gap-2">
            <NumberField control={control} name={`plan.gifts.${i}.renewal`} label={t("renewal")} min={1} />
            <SelectField
              control={control}
              name={`plan.gifts.${i}.reward`}
              label={t("reward")}
              options={rewards.map((reward) => ({ value: reward.key, label: words.name(reward) }))}
            />
            <Button
              variant="ghost"
              size="icon"
              className="mt-6.5"
              aria-label={t("removeGift", { number: i + 1 })}
              onClick={() => gifts.remove(i)}
            >
              <X aria-hidden />
            </Button>
          </div>
        ))}
        {first && (
          <div>
            <Button onClick={() => gifts.append({ renewal: nextRenewal, reward: first.key })}>
              <Plus aria-hidden />
              {t("addGift")}
            </Button>
          </div>
        )}
      </div>
    </FieldSet>
  );
}
