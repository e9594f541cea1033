"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { FormError } from "@/components/forms/form-error";
import { useFieldMessage } from "@/components/forms/messages";
import { useUnsavedWarning } from "@/components/forms/use-unsaved-warning";
import { staffPath } from "@/components/layout/navigation";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toaster";
import type { Condition } from "@/lib/domain/conditions/schema";
import { saveSegmentAction } from "@/lib/features/segments/actions";
import type { SegmentUse } from "@/lib/features/segments/types";
import type { ActionFailure } from "@/lib/platform/action";
import { isSameCondition } from "./draft";
import { ExplainBox } from "./explain-box";
import { GroupEditor } from "./group-editor";
import { PreviewPanel } from "./preview-panel";
import type { ValueOptions } from "./test-inputs";
import { useDraft } from "./use-draft";
import { usePreview } from "./use-preview";
import { useSegmentWords } from "./use-segment-words";
import type { ConditionNames } from "./words";

type Props = {
  slug: string;
  names: ConditionNames;
  options: ValueOptions;
  start: { name: string; condition: Condition };
  /** The stored segment that is edited, with what names it; null for a new one. */
  stored: { key: string; usedBy: readonly SegmentUse[] } | null;
};

/** Builds a segment: name, conditions, and beside them who is in as they stand. */
export function SegmentEditor({ slug, names, options, start, stored }: Props) {
  const t = useTranslations("segments");
  const words = useSegmentWords(names);
  const { draft, condition, lines, added, add, change } = useDraft(start.condition);
  const { preview, failure, pending } = usePreview(slug, condition);
  return (
    <>
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <Card title={t("form.title")}>
          <div className="grid gap-5">
            <GroupEditor
              group={draft}
              depth={1}
              onAdd={add}
              onChange={change}
              {...{ options, words, lines, added }}
            />
            <SaveForm slug={slug} start={start} stored={stored} condition={condition} />
          </div>
        </Card>
        <div className="grid gap-4">
          <FormError failure={failure} />
          <PreviewPanel {...{ slug, words, condition, preview, pending }} />
        </div>
      </div>
      <ExplainBox slug={slug} condition={condition} words={words} mayIdentify />
    </>
  );
}

type SaveProps = Pick<Props, "slug" | "start" | "stored"> & { condition: Condition | null };

/** The name and the button that saves; a segment in use asks before what it means changes. */
function SaveForm({ slug, start, stored, condition }: SaveProps) {
  const t = useTranslations("segments.form");
  const use = useTranslations("segments.usedBy");
  const router = useRouter();
  const message = useFieldMessage();
  const formId = useId();
  const [name, setName] = useState(start.name);
  const [saved, setSaved] = useState(start);
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  const [pending, setPending] = useState(false);
  const meansOther = !isSameCondition(condition, saved.condition);
  useUnsavedWarning(!pending && (meansOther || name.trim() !== saved.name.trim()));

  async function save() {
    if (!condition) return;
    setPending(true);
    const result = await saveSegmentAction(slug, { key: stored?.key, name, condition });
    setPending(false);
    setFailure(result.ok ? null : result);
    if (!result.ok) return;
    setSaved({ name, condition });
    void toast(t("saved"));
    if (!stored) router.push(staffPath(slug, `segments/${result.data.key}`));
  }
  const asks = stored !== null && stored.usedBy.length > 0 && meansOther;
  return (
    <form
      id={formId}
      onSubmit={(event) => {
        event.preventDefault();
        if (!asks) void save();
      }}
      className="grid gap-4 border-t pt-4"
    >
      <Field label={t("name")} error={message(failure?.fieldErrors.name)} className="max-w-96">
        <Input
          value={name}
          maxLength={100}
          placeholder={t("namePlaceholder")}
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      <FormError failure={failure} />
      <div>
        {asks ? (
          <ConfirmDialog
            trigger={
              <Button variant="primary" disabled={!condition}>
                {t("save")}
              </Button>
            }
            title={t("confirmTitle")}
            description={t("confirmDescription", {
              name,
              uses: stored.usedBy.map((one) => use(one.kind, one)).join(", "),
            })}
            confirmLabel={t("confirm", { name })}
            onConfirm={save}
          />
        ) : (
          <Button type="submit" variant="primary" pending={pending} disabled={!condition}>
            {t("save")}
          </Button>
        )}
      </div>
    </form>
  );
}
