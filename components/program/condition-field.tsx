"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { type Control, type FieldValues, type Path, useController } from "react-hook-form";
import { useFieldMessage } from "@/components/forms/messages";
import { blankTest, fieldShapes, type RuleField, withField, written } from "@/components/segments/draft";
import { GroupEditor } from "@/components/segments/group-editor";
import type { ValueOptions } from "@/components/segments/test-inputs";
import { useDraft } from "@/components/segments/use-draft";
import { Button } from "@/components/ui/button";
import type { RuleCondition } from "@/lib/domain/conditions/schema";
import type { Words } from "./words";

/** Conditions in the builder of segments: none, or groups of tests of the `fields` that are offered. */
export function ConditionField<Values extends FieldValues>({
  control,
  name,
  words,
  fields,
  options,
}: {
  control: Control<Values>;
  name: Path<Values>;
  words: Words;
  fields: readonly RuleField[];
  options: ValueOptions;
}) {
  const t = useTranslations("program.conditions");
  const faultOf = useFieldMessage();
  const {
    field,
    fieldState: { error },
  } = useController({ control, name });
  const stored: RuleCondition | null = field.value ?? null;
  const { draft, lines, added, add, change } = useDraft(stored ?? { all: [] });
  const shown = useRef(draft);
  const { onChange } = field;
  useEffect(() => {
    if (shown.current === draft) return;
    shown.current = draft;
    onChange(draft.members.length > 0 ? written(draft) : null);
  }, [draft, onChange]);

  if (!words.tests) return null;
  if (lines.length === 0) {
    const first = fields.find((one) => fieldShapes[one].ops.includes("at_least")) ?? "orders";
    return (
      <div className="grid justify-items-start gap-2">
        <p className="text-muted-foreground">{t("empty")}</p>
        <Button onClick={() => add(draft, withField(blankTest(), first))}>
          <Plus aria-hidden />
          {t("add")}
        </Button>
      </div>
    );
  }
  return (
    <div className="grid gap-2">
      <GroupEditor
        group={draft}
        depth={1}
        mayBeEmpty
        onAdd={add}
        onChange={change}
        words={words.tests}
        {...{ fields, options, lines, added }}
      />
      {error && <p className="text-table text-destructive">{faultOf(error.message) ?? t("incomplete")}</p>}
    </div>
  );
}
