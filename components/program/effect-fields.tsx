"use client";

import { useTranslations } from "next-intl";
import { type UseFormReturn, useWatch } from "react-hook-form";
import { FactorField, MoneyField, PointsField } from "@/components/forms/amount-fields";
import { SelectField } from "@/components/forms/fields";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/input";
import { roundings } from "@/lib/domain/program/schema";
import { smallAmountMinor } from "@/lib/domain/program/starter";
import { useFormat } from "@/lib/platform/i18n/format-context";
import type { RuleValues } from "./rule-form";

type EffectValues = RuleValues["rule"]["effects"][number];
type EffectType = EffectValues["type"];

const effectTypes = ["rate", "fixed", "per_item", "multiply", "percent"] as const;
const triggers = ["order.paid", "customer.joined"] as const;

/** When a rule applies and what it gives. Choosing one sets what goes with it, so that no refused pair can be made. */
export function EffectFields({ form }: { form: UseFormReturn<RuleValues> }) {
  const t = useTranslations("program");
  const { currency } = useFormat();
  const { control, setValue } = form;
  // Not watch(): it does not hear that a place above the one it looks at is set.
  const [trigger, type] = useWatch({ control, name: ["rule.trigger", "rule.effects.0.type"] });

  function chooseEffect(next: EffectType) {
    const empty: Record<EffectType, EffectValues> = {
      rate: {
        type: "rate",
        asset: "points",
        units: 1,
        perMinor: smallAmountMinor(currency),
        rounding: "floor",
      },
      fixed: { type: "fixed", asset: "points", units: 100 },
      per_item: { type: "per_item", asset: "points", units: 10 },
      multiply: { type: "multiply", factorBps: 20_000 },
      percent: { type: "percent", asset: "credit", percentBps: 500 },
    };
    setValue("rule.effects", [empty[next]], { shouldDirty: true });
    if (next === "multiply") setValue("rule.stacking", "bonus", { shouldDirty: true });
  }
  function chooseTrigger(next: (typeof triggers)[number]) {
    setValue("rule.trigger", next, { shouldDirty: true });
    if (next === "order.paid") return;
    if (type !== "fixed") chooseEffect("fixed");
    setValue("rule.stacking", "base", { shouldDirty: true });
    setValue("rule.who", { tiers: [], segments: [] }, { shouldDirty: true });
  }
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t("earning.trigger")}>
          <Select
            value={trigger}
            onChange={(event) =>
              chooseTrigger(triggers.find((one) => one === event.target.value) ?? "order.paid")
            }
            options={[
              { value: "order.paid", label: t("options.trigger.order_paid") },
              { value: "customer.joined", label: t("options.trigger.customer_joined") },
            ]}
          />
        </Field>
        <Field label={t("earning.effect")}>
          <Select
            value={type}
            onChange={(event) =>
              chooseEffect(effectTypes.find((one) => one === event.target.value) ?? "rate")
            }
            options={effectTypes.map((value) => ({
              value,
              label: t(`options.effect.${value}`),
              disabled: trigger !== "order.paid" && value !== "fixed",
            }))}
          />
        </Field>
      </div>
      {type === "multiply" ? (
        <FactorField
          key="factor"
          control={control}
          name="rule.effects.0.factorBps"
          label={t("earning.factor")}
          description={t("earning.factorHint")}
          className="sm:w-1/2"
        />
      ) : (
        <div className="grid gap-4 sm:grid-cols-3" key={type}>
          <PointsField control={control} name="rule.effects.0.units" label={t("earning.units")} as="number" />
          {type === "rate" && (
            <>
              <MoneyField
                control={control}
                name="rule.effects.0.perMinor"
                label={t("earning.perMinor")}
                as="number"
              />
              <SelectField
                control={control}
                name="rule.effects.0.rounding"
                label={t("earning.rounding")}
                options={roundings.map((value) => ({ value, label: t(`options.rounding.${value}`) }))}
              />
            </>
          )}
        </div>
      )}
    </>
  );
}
