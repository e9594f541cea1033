"use client";

import { Plus, Trash2 } from "lucide-react";
import { type Control, useFieldArray, useWatch } from "react-hook-form";
import { FactorField, MoneyField, PercentField, PointsField } from "@/components/forms/amount-fields";
import { BooleanField } from "@/components/forms/fields";
import { Button } from "@/components/ui/button";
import { type TierLadder, tierSchema } from "@/lib/domain/program/schema";
import { GiftInput } from "./gift-input";
import { Section } from "./section";
import { LocalizedFields } from "./shared-fields";
import type { LadderValues } from "./tier-editor";
import type { Words } from "./words";

const MAX_GIFTS = 5;

type Props = { control: Control<LadderValues>; index: number; metric: TierLadder["metric"]; words: Words };

/** One level of the ladder: its name, where it begins, and what its members have. */
export function TierLevelFields({ onRemove, ...props }: Props & { onRemove?: () => void }) {
  const { control, index, metric, words } = props;
  const { t, document } = words;
  const level = useWatch({ control, name: `ladder.levels.${index}` });
  const title = Object.values(level.name ?? {}).find(Boolean) || t("tiers.level", { number: index + 1 });
  const Threshold = metric === "spend" ? MoneyField : PointsField;
  const at = `ladder.levels.${index}` as const;
  const parsed = tierSchema.safeParse({ ...level, key: level.key ?? "new" }).data;
  return (
    <li className="grid gap-3 border-t pt-4">
      <div className="flex min-h-8 items-start justify-between gap-4">
        <div className="grid">
          <h3 className="font-medium">{title}</h3>
          <p className="text-table text-muted-foreground">
            {parsed ? words.tierSentence(parsed, { metric }) : t("form.incomplete")}
          </p>
        </div>
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
      <LocalizedFields
        control={control}
        words={words}
        name={`${at}.name`}
        label={(language) => (document.locales.length > 1 ? t("form.name", { language }) : t("tiers.name"))}
      />
      <div className="grid gap-4 sm:grid-cols-3">
        <Threshold
          key={metric}
          control={control}
          name={`${at}.threshold`}
          label={t("tiers.threshold")}
          as="number"
        />
        <FactorField
          control={control}
          name={`${at}.benefits.earnMultiplierBps`}
          label={t("tiers.multiplier")}
        />
      </div>
      <Section
        control={control}
        paths={[`${at}.keep`, `${at}.benefits`, `${at}.entryRewards`]}
        title={t("tiers.more")}
        summary={parsed ? words.benefits(parsed) : t("form.incomplete")}
      >
        <MoreFields {...props} />
      </Section>
    </li>
  );
}

function MoreFields({ control, index, metric, words }: Props) {
  const { t } = words;
  const at = `ladder.levels.${index}` as const;
  const gifts = useFieldArray({ control, name: `${at}.entryRewards` });
  const window = useWatch({ control, name: "ladder.window" });
  const Threshold = metric === "spend" ? MoneyField : PointsField;
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-3">
        {window?.type !== "lifetime" && (
          <Threshold
            key={metric}
            control={control}
            name={`${at}.keep`}
            label={t("tiers.keep")}
            description={t("tiers.keepHint")}
            as="number"
            optional
          />
        )}
        <PercentField
          control={control}
          name={`${at}.benefits.discountBps`}
          label={t("tiers.discount")}
          description={t("tiers.discountHint")}
        />
        <PointsField
          control={control}
          name={`${at}.benefits.birthdayPoints`}
          label={t("tiers.birthdayPoints")}
          as="number"
        />
      </div>
      <div className="flex flex-wrap gap-x-6">
        <BooleanField
          control={control}
          name={`${at}.benefits.freeShipping`}
          label={t("tiers.freeShipping")}
        />
        <BooleanField control={control} name={`${at}.benefits.earlyAccess`} label={t("tiers.earlyAccess")} />
      </div>
      {gifts.fields.map((field, n) => (
        <div key={field.id} className="flex items-end gap-2">
          <div className="min-w-0 flex-1">
            <GiftInput
              control={control}
              name={`${at}.entryRewards.${n}`}
              words={words}
              label={t("tiers.entry")}
            />
          </div>
          <Button
            variant="ghost"
            size="icon"
            aria-label={t("tiers.removeEntry", { number: n + 1 })}
            onClick={() => gifts.remove(n)}
          >
            <Trash2 aria-hidden />
          </Button>
        </div>
      ))}
      {gifts.fields.length < MAX_GIFTS && (
        <div>
          <Button variant="ghost" onClick={() => gifts.append({ type: "points", units: 100 })}>
            <Plus aria-hidden />
            {t("tiers.addEntry")}
          </Button>
        </div>
      )}
    </>
  );
}
