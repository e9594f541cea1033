"use client";

import { type UseFormReturn, useWatch } from "react-hook-form";
import { MoneyField } from "@/components/forms/amount-fields";
import { BooleanField, DateField, NumberField, TextField } from "@/components/forms/fields";
import { customerFields } from "@/components/segments/draft";
import type { ValueOptions } from "@/components/segments/test-inputs";
import { conditionSchema } from "@/lib/domain/conditions/schema";
import { ConditionField } from "./condition-field";
import type { RewardValues } from "./reward-form";
import { Section } from "./section";
import { SegmentChecks, TierChecks } from "./shared-fields";
import type { Words } from "./words";

type Props = { form: UseFormReturn<RewardValues>; words: Words };

/** Whom a reward is for, how many there are, its code and what happens by itself; each part closed until it is needed. */
export function RewardSections({
  form,
  words,
  options,
  left,
}: Props & { options: ValueOptions; left?: number }) {
  const { t, format } = words;
  const { control } = form;
  const reward = useWatch({ control, name: "reward" });
  const { tiers = [], segments = [], when = {}, stock, perCustomerLimit, validDays } = reward;
  const asked = conditionSchema.safeParse(reward.conditions).data;
  const who = [
    words.audience({ tiers, segments }),
    asked && words.condition(asked),
    words.days(when),
    reward.minOrderMinor
      ? t("rewardSentence.minOrder", { amount: words.money(Number(reward.minOrderMinor) || 0) })
      : null,
  ].filter(Boolean);
  const bounds = [
    stock != null && t("rewardSentence.stock", { count: stock }),
    perCustomerLimit != null && t("rewardSentence.perCustomerLimit", { count: perCustomerLimit }),
  ].filter(Boolean);
  const stockHint = left === undefined ? "" : ` ${t("rewards.stockLeft", { count: left })}`;
  return (
    <div>
      <Section
        control={control}
        paths={[
          "reward.tiers",
          "reward.segments",
          "reward.conditions",
          "reward.when",
          "reward.minOrderMinor",
        ]}
        title={t("rewards.who")}
        summary={who.join(", ") || t("everyone")}
      >
        <TierChecks control={control} words={words} name="reward.tiers" />
        <SegmentChecks
          control={control}
          words={words}
          name="reward.segments"
          description={t("rewards.segmentsHint")}
        />
        <ConditionField
          control={control}
          name="reward.conditions"
          words={words}
          fields={customerFields}
          options={options}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <DateField control={control} name="reward.when.from" label={t("earning.from")} optional />
          <DateField
            control={control}
            name="reward.when.until"
            label={t("earning.until")}
            description={t("earning.datesHint")}
            optional
          />
          <MoneyField
            control={control}
            name="reward.minOrderMinor"
            label={t("rewards.minOrder")}
            as="number"
          />
        </div>
      </Section>
      <Section
        control={control}
        paths={["reward.stock", "reward.perCustomerLimit"]}
        title={t("rewards.howMany")}
        summary={bounds.join(", ") || t("list.unlimited")}
      >
        <div className="grid gap-4 sm:grid-cols-2">
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
      </Section>
      <Section
        control={control}
        paths={["reward.validDays", "reward.codePattern", "reward.returnsOnExpiry"]}
        title={t("rewards.code")}
        summary={
          validDays
            ? t("rewards.codeFor", { days: format.number(Number(validDays)) })
            : t("rewards.codeForEver")
        }
      >
        <CodeFields form={form} words={words} />
      </Section>
      {reward.kind !== "pay_with_points" && (
        <Section
          control={control}
          paths={["reward.automatic"]}
          title={t("rewards.automaticTitle")}
          summary={t(reward.automatic ? "rewards.automaticOn" : "rewards.automaticOff")}
        >
          <BooleanField
            control={control}
            name="reward.automatic"
            label={t("rewards.automatic")}
            description={t("rewards.automaticHint")}
          />
        </Section>
      )}
    </div>
  );
}

const SAMPLE = "K7PM3RQX9TWF4HVD";

/** A code as the pattern makes it; the letters are made up. */
function exampleCode(pattern: string): string {
  let used = 0;
  return pattern.replaceAll("#", () => SAMPLE[used++ % SAMPLE.length] ?? "");
}

function CodeFields({ form: { control }, words: { t } }: Props) {
  const [pattern = "", validDays] = useWatch({ control, name: ["reward.codePattern", "reward.validDays"] });
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <NumberField
          control={control}
          name="reward.validDays"
          label={t("rewards.validDays")}
          description={t("rewards.validDaysHint")}
          min={1}
          optional
        />
        <TextField
          control={control}
          name="reward.codePattern"
          label={t("rewards.codePattern")}
          description={
            <>
              {t("rewards.codePatternHint")} {t("rewards.codeExample")}{" "}
              <span className="code text-foreground">{exampleCode(pattern)}</span>
            </>
          }
        />
      </div>
      {validDays != null && (
        <BooleanField
          control={control}
          name="reward.returnsOnExpiry"
          label={t("rewards.returnsOnExpiry")}
          description={t("rewards.returnsOnExpiryHint")}
        />
      )}
    </>
  );
}
