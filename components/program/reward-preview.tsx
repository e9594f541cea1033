"use client";

import { useDeferredValue } from "react";
import { type Control, useWatch } from "react-hook-form";
import { withItem } from "@/lib/domain/program/edit";
import { programDocumentSchema } from "@/lib/domain/program/schema";
import { rewardForm } from "@/lib/features/programs/schema";
import { PreviewBox, problemsOf } from "./preview-box";
import type { RewardValues } from "./reward-form";
import type { Words } from "./words";

/** The key of the reward in the checks, while it has none. */
const NEW_REWARD = "new";

/** The reward in plain words beside its fields, and what is worth looking at. */
export function RewardPreview({
  control,
  words,
  today,
}: {
  control: Control<RewardValues>;
  words: Words;
  today: string;
}) {
  const { t, document } = words;
  const { data } = rewardForm.safeParse(useDeferredValue(useWatch({ control })));
  if (!data) return <PreviewBox title={t("example.inWords")} sentence={t("rewards.incomplete")} />;
  const reward = { ...data.reward, key: data.key ?? NEW_REWARD };
  const program = programDocumentSchema.safeParse({
    ...document,
    rewards: withItem(document.rewards, reward),
  });
  return (
    <PreviewBox
      title={t("example.inWords")}
      sentence={words.rewardSentence(reward)}
      warnings={program.success ? problemsOf(program.data, reward.key, words, today) : []}
    />
  );
}
