"use client";

import { type UseFormReturn, useWatch } from "react-hook-form";
import { MoneyField, PercentField, PointsField } from "@/components/forms/amount-fields";
import { NumberField, SelectField, TextField } from "@/components/forms/fields";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/input";
import { rewardSchema } from "@/lib/domain/program/schema";
import { smallAmountMinor } from "@/lib/domain/program/starter";
import { assetOptions } from "./asset-options";
import type { RewardValues } from "./reward-form";
import type { Words } from "./words";

type Reward = RewardValues["reward"];
type Kind = Reward["kind"];
type Props = { form: UseFormReturn<RewardValues>; words: Words };

const kinds = rewardSchema.options.map((option) => option.shape.kind.value);
const withValue = ["amount_off", "gift_card", "store_credit", "donation", "pay_with_points"] as const;
const withCost: readonly Kind[] = ["free_shipping", "free_product", "event", "early_access"];

/** What all kinds have in common of a reward. */
function commonOf(reward: Reward) {
  const { name, description, asset, price, pricePerTier, automatic, tiers, segments, ...rest } = reward;
  const { conditions, when, minOrderMinor, stock, perCustomerLimit, validDays, codePattern } = rest;
  return {
    ...{ name, description, asset, price, pricePerTier, automatic, tiers, segments, conditions, when },
    ...{ minOrderMinor, stock, perCustomerLimit, validDays, codePattern },
    ...{ returnsOnExpiry: rest.returnsOnExpiry, active: rest.active },
  };
}

/** The reward as another kind, with what is usual for it. */
function ofKind(kind: Kind, reward: Reward, unit: number): Reward {
  const common = commonOf(reward);
  const own: Record<Kind, Reward> = {
    amount_off: { ...common, kind: "amount_off", valueMinor: 5 * unit },
    percent_off: { ...common, kind: "percent_off", percentBps: 1000 },
    free_shipping: { ...common, kind: "free_shipping", costMinor: 4 * unit },
    free_product: { ...common, kind: "free_product", product: "", costMinor: 5 * unit },
    gift_card: { ...common, kind: "gift_card", valueMinor: 10 * unit },
    store_credit: { ...common, kind: "store_credit", valueMinor: 5 * unit },
    donation: { ...common, kind: "donation", valueMinor: 5 * unit, to: "" },
    event: { ...common, kind: "event", place: "", costMinor: 0 },
    early_access: { ...common, kind: "early_access", costMinor: 0 },
    pay_with_points: {
      ...{ ...common, automatic: false, kind: "pay_with_points", valueMinor: unit },
      ...{ minSteps: 1, maxSteps: null, maxShareBps: 10_000 },
    },
  };
  return own[kind];
}

/** The kind of a reward and what only this kind has; another kind keeps what all have in common. */
export function RewardKindFields({ form, words }: Props) {
  const { t, document } = words;
  const { control, setValue, getValues } = form;
  // Not watch(): it does not hear that the whole reward is set.
  const kind = useWatch({ control, name: "reward.kind" });
  const choose = (text: string) => {
    const next = kinds.find((one) => one === text) ?? "amount_off";
    setValue("reward", ofKind(next, getValues("reward"), smallAmountMinor(document.currency)), {
      shouldDirty: true,
    });
  };
  const valued = withValue.find((one) => one === kind);
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label={t("rewards.kind")} description={t(`rewards.kindHints.${kind}`)}>
        <Select
          value={kind}
          onChange={(event) => choose(event.target.value)}
          options={kinds.map((value) => ({ value, label: t(`options.kind.${value}`) }))}
        />
      </Field>
      {valued && (
        <MoneyField
          key={valued}
          control={control}
          name="reward.valueMinor"
          label={t(`rewards.values.${valued}`)}
          as="number"
        />
      )}
      {kind === "percent_off" && (
        <PercentField control={control} name="reward.percentBps" label={t("rewards.percentBps")} />
      )}
      {kind === "free_product" && (
        <TextField control={control} name="reward.product" label={t("rewards.product")} />
      )}
      {kind === "donation" && <TextField control={control} name="reward.to" label={t("rewards.to")} />}
      {kind === "event" && <TextField control={control} name="reward.place" label={t("rewards.place")} />}
      {withCost.includes(kind) && (
        <MoneyField
          control={control}
          name="reward.costMinor"
          label={t("rewards.costMinor")}
          description={t("rewards.costHint")}
          as="number"
        />
      )}
      {kind === "pay_with_points" && <StepFields form={form} words={words} />}
    </div>
  );
}

function StepFields({ form: { control }, words: { t } }: Props) {
  return (
    <>
      <NumberField control={control} name="reward.minSteps" label={t("rewards.minSteps")} min={1} />
      <NumberField control={control} name="reward.maxSteps" label={t("rewards.maxSteps")} min={1} optional />
      <PercentField
        control={control}
        name="reward.maxShareBps"
        label={t("rewards.maxShare")}
        description={t("rewards.maxShareHint")}
      />
    </>
  );
}

/** What a reward costs its taker: units of an asset, and for a tier perhaps others. */
export function PriceFields({ form: { control }, words }: Props) {
  const { t, document } = words;
  const [asset, kind] = useWatch({ control, name: ["reward.asset", "reward.kind"] });
  const Units = asset === "credit" ? MoneyField : PointsField;
  const tiers = document.tiers?.levels ?? [];
  const label =
    asset === "points" || asset === undefined
      ? t("rewards.price")
      : t("rewards.priceIn", { asset: words.assetName(asset) });
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <SelectField
        control={control}
        name="reward.asset"
        label={t("rewards.asset")}
        options={assetOptions(words).map((option) => ({
          ...option,
          disabled: kind === "store_credit" && option.value === "credit",
        }))}
      />
      <Units
        key={asset === "credit" ? "money" : "units"}
        control={control}
        name="reward.price"
        label={label}
        description={kind === "pay_with_points" ? t("rewards.stepHint") : undefined}
        as="number"
      />
      {tiers.map((level) => (
        <Units
          key={`${level.key} ${asset === "credit"}`}
          control={control}
          name={`reward.pricePerTier.${level.key}`}
          label={t("rewards.priceFor", { tier: words.name(level) })}
          as="number"
          optional
        />
      ))}
    </div>
  );
}
