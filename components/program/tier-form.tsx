"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useFieldArray } from "react-hook-form";
import { useCommandForm } from "@/components/forms/use-command-form";
import { Button } from "@/components/ui/button";
import { withKeys } from "@/lib/domain/program/edit";
import type { ProgramDocument } from "@/lib/domain/program/schema";
import { saveTierLadderAction } from "@/lib/features/programs/actions";
import { tierLadderForm } from "@/lib/features/programs/schema";
import { FormFrame } from "./form-frame";
import { LadderFields } from "./ladder-fields";
import { noBenefits, textValues } from "./start-values";
import type { LadderValues } from "./tier-editor";
import { TierLevelFields } from "./tier-level-fields";
import { useWords } from "./use-words";

const MAX_LEVELS = 20;

function ladderValues(document: ProgramDocument, ladder: LadderValues["ladder"]): LadderValues {
  const levels = ladder.levels.map((level) => ({ ...level, name: textValues(document, level.name) }));
  return { ladder: { ...ladder, levels } };
}

/** The ladder as one form: what it counts, and its levels from the lowest to the highest. */
export function TierForm({
  document,
  revision,
  slug,
  values,
  extra,
}: {
  document: ProgramDocument;
  revision: number;
  slug: string;
  values: LadderValues;
  extra?: ReactNode;
}) {
  const t = useTranslations("program");
  const words = useWords(document);
  const { form, submit, pending, failure } = useCommandForm({
    schema: tierLadderForm,
    action: (ladder, key) => saveTierLadderAction(slug, { ...ladder, revision }, key),
    defaultValues: ladderValues(document, values.ladder),
    successMessage: t("form.saved"),
    onSuccess: keepKeys,
  });
  const { control, watch, getValues, reset } = form;
  const { fields, append, remove } = useFieldArray({ control, name: "ladder.levels" });
  const metric = watch("ladder.metric");

  /** The keys that the draft has given to new levels, so that they stay through the next rename. */
  function keepKeys() {
    const { ladder } = tierLadderForm.parse(getValues());
    reset(ladderValues(document, { ...ladder, levels: withKeys(ladder.levels, "tier") }));
  }
  function add() {
    const highest = watch("ladder.levels").at(-1)?.threshold ?? 0;
    append({
      key: null,
      name: textValues(document),
      threshold: Math.max(1, highest * 2),
      keep: null,
      benefits: noBenefits,
      entryRewards: [],
    });
  }
  return (
    <FormFrame submit={submit} pending={pending} failure={failure} extra={extra}>
      <LadderFields form={form} words={words} />
      <ol className="grid gap-5">
        {fields.map((field, index) => (
          <TierLevelFields
            key={field.id}
            control={control}
            index={index}
            metric={metric}
            words={words}
            onRemove={fields.length > 1 ? () => remove(index) : undefined}
          />
        ))}
      </ol>
      {fields.length < MAX_LEVELS && (
        <div>
          <Button onClick={add}>
            <Plus aria-hidden />
            {t("tiers.add")}
          </Button>
        </div>
      )}
    </FormFrame>
  );
}
