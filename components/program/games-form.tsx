"use client";

import { useTranslations } from "next-intl";
import type { z } from "zod";
import { BooleanField, SelectField } from "@/components/forms/fields";
import { useCommandForm } from "@/components/forms/use-command-form";
import type { ValueOptions } from "@/components/segments/test-inputs";
import { Checkbox } from "@/components/ui/choice";
import type { ProgramDocument } from "@/lib/domain/program/schema";
import { saveGamesAction } from "@/lib/features/programs/actions";
import { gamesForm } from "@/lib/features/programs/schema";
import { BadgeList } from "./badge-list";
import { ChallengeList } from "./challenge-list";
import { FormFrame } from "./form-frame";
import { FormPart } from "./form-part";
import { textValues } from "./start-values";
import { useKeyedForm } from "./use-keyed-form";
import { useWords } from "./use-words";

export type GamesValues = z.input<typeof gamesForm>;

const periods = ["month", "year", "lifetime"] as const;

function valuesOf(document: ProgramDocument): GamesValues {
  const { challenges, badges, leaderboard } = document.gamification;
  return {
    challenges: challenges.map((one) => ({
      ...one,
      name: textValues(document, one.name),
      description: textValues(document, one.description),
    })),
    badges: badges.map((one) => ({ ...one, name: textValues(document, one.name) })),
    leaderboard,
  };
}

/** Challenges, badges and the leaderboard; one form, saved as a whole. */
export function GamesForm({
  document,
  revision,
  slug,
  today,
  options,
}: {
  document: ProgramDocument;
  revision: number;
  slug: string;
  today: string;
  options: ValueOptions;
}) {
  const t = useTranslations("program");
  const words = useWords(document);
  const { form, submit, pending, failure } = useCommandForm<GamesValues, unknown>({
    schema: gamesForm,
    action: (values, key) => saveGamesAction(slug, { ...values, revision }, key),
    defaultValues: valuesOf(document),
    successMessage: t("form.saved"),
  });
  useKeyedForm(form, valuesOf(document), revision);
  const { control, setValue } = form;
  const leaderboard = form.watch("leaderboard");
  return (
    <FormFrame submit={submit} pending={pending} failure={failure}>
      <FormPart title={t("games.challenges")} description={t("games.challengesHint")}>
        <ChallengeList form={form} words={words} today={today} />
      </FormPart>
      <FormPart title={t("games.badges")} description={t("games.badgesHint")}>
        <BadgeList control={control} words={words} options={options} />
      </FormPart>
      <FormPart title={t("games.leaderboard")} description={t("games.leaderboardHint")}>
        <Checkbox
          label={t("games.leaderboardOn")}
          checked={Boolean(leaderboard)}
          onChange={({ target }) =>
            setValue("leaderboard", target.checked ? { active: true, period: "month" } : null, {
              shouldDirty: true,
            })
          }
        />
        {leaderboard && (
          <>
            <SelectField
              control={control}
              name="leaderboard.period"
              label={t("games.period")}
              options={periods.map((value) => ({ value, label: t(`games.periods.${value}`) }))}
              className="sm:w-1/2"
            />
            <BooleanField control={control} name="leaderboard.active" label={t("earning.active")} asSwitch />
          </>
        )}
      </FormPart>
    </FormFrame>
  );
}
