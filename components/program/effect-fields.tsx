"use client";

import { Plus, Trash2 } from "lucide-react";
import { type UseFormReturn, useWatch } from "react-hook-form";
import { FactorField, MoneyField, PercentField, PointsField } from "@/components/forms/amount-fields";
import { SelectField } from "@/components/forms/fields";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/input";
import { cardOf } from "@/lib/domain/program/schema";
import { smallAmountMinor } from "@/lib/domain/program/starter";
import { assetOptions } from "./asset-options";
import type { RuleValues } from "./rule-form";
import type { Words } from "./words";

type EffectValues = RuleValues["rule"]["effects"][number];
type EffectType = EffectValues["type"];

const MAX_EFFECTS = 3;
const effectTypes = ["rate", "fixed", "per_item", "multiply", "percent"] as const;

type Props = { form: UseFormReturn<RuleValues>; words: Words };

function usualEffect(type: EffectType, asset: string, currency: string): EffectValues {
  const unit = smallAmountMinor(currency);
  const effects: Record<EffectType, EffectValues> = {
    rate: { type: "rate", asset, units: 1, perMinor: unit, rounding: "floor", level: "order" },
    fixed: { type: "fixed", asset, units: asset === "points" ? 100 : asset === "credit" ? unit : 1 },
    per_item: { type: "per_item", asset, units: asset === "points" ? 10 : asset === "credit" ? unit : 1 },
    multiply: { type: "multiply", factorBps: 20_000 },
    percent: { type: "percent", asset: "credit", percentBps: 500, rounding: "floor", level: "order" },
  };
  return effects[type];
}

const kindOf = (asset: string) => (cardOf(asset) === null ? asset : "stamps");

/** What a rule gives: up to three things at once. */
export function EffectFields({ form, words }: Props) {
  const { t, document } = words;
  const { control, setValue } = form;
  const effects = useWatch({ control, name: "rule.effects" });
  const used = effects.map((effect) => (effect.type === "multiply" ? "" : effect.asset));
  const free = assetOptions(words).find(({ value }) => !used.includes(value));
  const set = (next: EffectValues[]) =>
    setValue("rule.effects", next, { shouldDirty: true, shouldValidate: form.formState.isSubmitted });
  return (
    <div className="grid gap-4">
      {effects.map((effect, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: effects have no name of their own; the type remounts the inputs
        <div key={`${index} ${effect.type}`} className={index > 0 ? "border-t pt-4" : undefined}>
          <EffectRow form={form} words={words} index={index}>
            {effects.length > 1 && (
              <Button
                variant="ghost"
                size="icon"
                aria-label={t("earning.removeEffect", { number: index + 1 })}
                onClick={() => set(effects.filter((_, i) => i !== index))}
              >
                <Trash2 aria-hidden />
              </Button>
            )}
          </EffectRow>
        </div>
      ))}
      {free && effects.length < MAX_EFFECTS && (
        <div>
          <Button
            variant="ghost"
            onClick={() => set([...effects, usualEffect("fixed", free.value, document.currency)])}
          >
            <Plus aria-hidden />
            {t("earning.addEffect")}
          </Button>
        </div>
      )}
    </div>
  );
}

function EffectRow({ form, words, index, children }: Props & { index: number; children: React.ReactNode }) {
  const { t, document } = words;
  const { control, setValue, getValues } = form;
  const [trigger, effect] = useWatch({ control, name: ["rule.trigger", `rule.effects.${index}`] });
  const isOrder = trigger.startsWith("order.");
  const asset = effect.type === "multiply" ? "points" : effect.asset;

  function choose(next: EffectValues) {
    setValue(`rule.effects.${index}`, next, { shouldDirty: true });
    if (next.type !== "multiply") return;
    setValue("rule.stacking", "bonus", { shouldDirty: true });
    if (!getValues("rule.trigger").startsWith("order."))
      setValue("rule.trigger", "order.paid", { shouldDirty: true });
  }
  const chooseType = (text: string) => {
    const type = effectTypes.find((one) => one === text) ?? "fixed";
    choose(usualEffect(type, asset, document.currency));
  };
  /** A number of points says nothing about stamps or money: what is usual of the new asset takes its place. */
  function chooseAsset(next: string) {
    const usual = usualEffect(effect.type, next, document.currency);
    if ("units" in usual && effect.type !== "rate" && kindOf(next) !== kindOf(asset))
      setValue(`rule.effects.${index}.units`, usual.units, { shouldDirty: true });
  }
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <div className="flex items-end gap-2 self-start">
        <Field label={t("earning.effect")} className="min-w-0 flex-1">
          <Select
            value={effect.type}
            onChange={(event) => chooseType(event.target.value)}
            options={effectTypes.map((value) => ({
              value,
              label: t(`options.effect.${value}`),
              disabled: !isOrder && value !== "fixed",
            }))}
          />
        </Field>
        {children}
      </div>
      {effect.type !== "multiply" && effect.type !== "percent" && (
        <SelectField
          control={control}
          name={`rule.effects.${index}.asset`}
          label={t("earning.asset")}
          options={assetOptions(words)}
          onChoose={chooseAsset}
        />
      )}
      <EffectAmount form={form} words={words} index={index} />
    </div>
  );
}

/** The numbers of an effect; store credit is an amount of money. */
function EffectAmount({ form: { control }, words: { t }, index }: Props & { index: number }) {
  const effect = useWatch({ control, name: `rule.effects.${index}` });
  const at = `rule.effects.${index}` as const;
  if (effect.type === "multiply")
    return (
      <FactorField
        control={control}
        name={`${at}.factorBps`}
        label={t("earning.factor")}
        description={t("earning.factorHint")}
      />
    );
  if (effect.type === "percent")
    return <PercentField control={control} name={`${at}.percentBps`} label={t("earning.percent")} />;
  const Units = effect.asset === "credit" ? MoneyField : PointsField;
  return (
    <>
      <Units
        key={effect.asset === "credit" ? "money" : "units"}
        control={control}
        name={`${at}.units`}
        label={t("earning.units")}
        as="number"
      />
      {effect.type === "rate" && (
        <MoneyField control={control} name={`${at}.perMinor`} label={t("earning.perMinor")} as="number" />
      )}
    </>
  );
}
