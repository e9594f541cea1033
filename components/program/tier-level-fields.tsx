"use client";

import { Trash2 } from "lucide-react";
import { type Control, useWatch } from "react-hook-form";
import { FactorField, MoneyField, PointsField } from "@/components/forms/amount-fields";
import { BooleanField } from "@/components/forms/fields";
import { Button } from "@/components/ui/button";
import type { TierLadder } from "@/lib/domain/program/schema";
import { LocalizedFields } from "./shared-fields";
import type { LadderValues } from "./tier-editor";
import type { Words } from "./words";

/** One level of the ladder: its name, where it begins, and what its members have. */
export function TierLevelFields({
  control,
  index,
  metric,
  words,
  onRemove,
}: {
  control: Control<LadderValues>;
  index: number;
  metric: TierLadder["metric"];
  words: Words;
  onRemove?: () => void;
}) {
  const { t, document } = words;
  const name = useWatch({ control, name: `ladder.levels.${index}.name` });
  const title = Object.values(name ?? {}).find(Boolean) || t("tiers.level", { number: index + 1 });
  const Threshold = metric === "spend" ? MoneyField : PointsField;
  return (
    <li className="grid gap-3 border-t pt-4">
      <div className="flex min-h-8 items-center justify-between gap-4">
        <h3 className="font-medium">{title}</h3>
        {onRemove && (
          <Button
            variant="ghost"
            size="icon"
            aria-label={t("tiers.removeLevel", { name: title })}
            onClick={onRemove}
          >
            <Trash2 aria-hidden />
          </Button>
        )}
      </div>
      <div className="grid gap-4 sm:grid-cols-3">
        <LocalizedFields
          control={control}
          words={words}
          name={`ladder.levels.${index}.name`}
          label={(language) => (document.locales.length > 1 ? t("form.name", { language }) : t("tiers.name"))}
        />
        <Threshold
          key={metric}
          control={control}
          name={`ladder.levels.${index}.threshold`}
          label={t("tiers.threshold")}
          as="number"
        />
        <FactorField
          control={control}
          name={`ladder.levels.${index}.benefits.earnMultiplierBps`}
          label={t("tiers.multiplier")}
        />
      </div>
      <div className="flex flex-wrap gap-x-6">
        <BooleanField
          control={control}
          name={`ladder.levels.${index}.benefits.freeShipping`}
          label={t("tiers.freeShipping")}
        />
        <BooleanField
          control={control}
          name={`ladder.levels.${index}.benefits.earlyAccess`}
          label={t("tiers.earlyAccess")}
        />
      </div>
    </li>
  );
}
