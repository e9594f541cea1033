"use client";

import { Plus } from "lucide-react";
import { type UseFormReturn, useFieldArray, useWatch } from "react-hook-form";
import { MoneyField, PointsField } from "@/components/forms/amount-fields";
import { BooleanField, DateField, SelectField } from "@/components/forms/fields";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/input";
import { challengeSchema } from "@/lib/domain/program/schema";
import { addMonths } from "@/lib/domain/time";
import type { GamesValues } from "./games-form";
import { GiftInput } from "./gift-input";
import { ListItem } from "./list-item";
import { LocalizedFields } from "./shared-fields";
import { textValues } from "./start-values";
import { triggerOptions } from "./trigger-fields";
import type { Words } from "./words";

type Props = { form: UseFormReturn<GamesValues>; words: Words };

const MAX_CHALLENGES = 50;
const metrics = ["orders", "spend", "points", "events"] as const;

/** The challenges, each in plain words. */
export function ChallengeList({ form, words, today }: Props & { today: string }) {
  const { t, document } = words;
  const { control } = form;
  const { fields, append, remove } = useFieldArray({ control, name: "challenges", keyName: "id" });
  const challenges = useWatch({ control, name: "challenges" });
  function summary(index: number): string {
    const one = challenges[index];
    const parsed = challengeSchema.safeParse({ ...one, key: one?.key ?? "new" }).data;
    return parsed ? words.challenge(parsed) : t("form.incomplete");
  }
  const blank: GamesValues["challenges"][number] = {
    ...{
      key: null,
      name: textValues(document),
      description: textValues(document),
      metric: "orders",
      target: 3,
    },
    ...{ from: today, until: addMonths(today, 1), reward: { type: "points", units: 100 }, active: true },
  };
  return (
    <>
      <ul>
        {fields.map((field, index) => (
          <ListItem
            key={field.id}
            control={control}
            path={`challenges.${index}`}
            title={Object.values(challenges[index]?.name ?? {}).find(Boolean) || t("games.newChallenge")}
            summary={summary(index)}
            isNew={field.key === null}
            removeLabel={t("games.removeChallenge")}
            onRemove={() => remove(index)}
          >
            <ChallengeFields form={form} words={words} index={index} />
          </ListItem>
        ))}
      </ul>
      {fields.length < MAX_CHALLENGES && (
        <div>
          <Button onClick={() => append(blank)}>
            <Plus aria-hidden />
            {t("games.addChallenge")}
          </Button>
        </div>
      )}
    </>
  );
}

function ChallengeFields({ form: { control, setValue }, words, index }: Props & { index: number }) {
  const { t } = words;
  const at = `challenges.${index}` as const;
  const metric = useWatch({ control, name: `${at}.metric` });
  const Target = metric === "spend" ? MoneyField : PointsField;
  const choose = (text: string) => {
    const next = metrics.find((one) => one === text) ?? "orders";
    setValue(`${at}.metric`, next, { shouldDirty: true });
    setValue(`${at}.event`, next === "events" ? "visit" : undefined, { shouldDirty: true });
  };
  return (
    <>
      <LocalizedFields
        control={control}
        words={words}
        name={`${at}.name`}
        label={(language) => t("form.name", { language })}
      />
      <LocalizedFields
        control={control}
        words={words}
        name={`${at}.description`}
        label={(language) => t("rewards.descriptionIn", { language })}
        long
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t("games.metric")}>
          <Select
            value={metric}
            onChange={(event) => choose(event.target.value)}
            options={metrics.map((value) => ({ value, label: t(`games.metrics.${value}`) }))}
          />
        </Field>
        {metric === "events" && (
          <SelectField
            control={control}
            name={`${at}.event`}
            label={t("games.which")}
            options={triggerOptions(words)}
          />
        )}
        <Target key={metric} control={control} name={`${at}.target`} label={t("games.target")} as="number" />
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <DateField control={control} name={`${at}.from`} label={t("earning.from")} />
        <DateField control={control} name={`${at}.until`} label={t("earning.until")} />
      </div>
      <GiftInput
        control={control}
        name={`${at}.reward`}
        words={words}
        label={t("games.reward")}
        none={t("games.noReward")}
      />
      <BooleanField control={control} name={`${at}.active`} label={t("earning.active")} asSwitch />
    </>
  );
}
