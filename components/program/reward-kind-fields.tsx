"use client";

import { useTranslations } from "next-intl";
import { type UseFormReturn, useWatch } from "react-hook-form";
import { MoneyField, PercentField } from "@/components/forms/amount-fields";
import { TextField } from "@/components/forms/fields";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/input";
import { smallAmountMinor } from "@/lib/domain/program/starter";
import { useFormat } from "@/lib/platform/i18n/format-context";
import type { RewardValues } from "./reward-form";

const kinds = ["amount_off", "percent_off", "free_shipping", "free_product"] as const;
type Kind = (typeof kinds)[number];

/** The kind of a reward and what only this kind has; another kind keeps what all have in common. */
export function RewardKindFields({ form }: { form: UseFormReturn<RewardValues> }) {
  const t = useTranslations("program");
  const { currency } = useFormat();
  const { control, setValue, getValues } = form;
  // Not watch(): it does not hear that the whole reward is set.
  const kind = useWatch({ control, name: "reward.kind" });
  const unit = smallAmountMinor(currency);

  function choose(next: Kind) {
    const { name, description, price, pricePerTier, tiers, segments, ...rest } = getValues("reward");
    const { minOrderMinor, stock, perCustomerLimit, validDays, active } = rest;
    const common = {
      ...{ name, description, price, pricePerTier, tiers, segments },
      ...{ minOrderMinor, stock, perCustomerLimit, validDays, active },
    };
    const own: Record<Kind, RewardValues["reward"]> = {
      amount_off: { ...common, kind: "amount_off", valueMinor: 5 * unit },
      percent_off: { ...common, kind: "percent_off", percentBps: 1000 },
      free_shipping: { ...common, kind: "free_shipping", costMinor: 4 * unit },
      free_product: { ...common, kind: "free_product", product: "", costMinor: 5 * unit },
    };
    setValue("reward", own[next], { shouldDirty: true });
  }
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label={t("rewards.kind")}>
        <Select
          value={kind}
          onChange={(event) => choose(kinds.find((one) => one === event.target.value) ?? "amount_off")}
          options={kinds.map((value) => ({ value, label: t(`options.kind.${value}`) }))}
        />
      </Field>
      {kind === "amount_off" && (
        <MoneyField control={control} name="reward.valueMinor" label={t("rewards.valueMinor")} as="number" />
      )}
      {kind === "percent_off" && (
        <PercentField control={control} name="reward.percentBps" label={t("rewards.percentBps")} />
      )}
      {kind === "free_product" && (
        <TextField control={control} name="reward.product" label={t("rewards.product")} />
      )}
      {(kind === "free_product" || kind === "free_shipping") && (
        <MoneyField
          control={control}
          name="reward.costMinor"
          label={t("rewards.costMinor")}
          description={t("rewards.costHint")}
          as="number"
        />
      )}
    </div>
  );
}
