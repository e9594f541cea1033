"use client";

import { FormError } from "@/components/forms/form-error";
import type { Condition } from "@/lib/domain/conditions/schema";
import { ExplainBox } from "./explain-box";
import { PreviewPanel } from "./preview-panel";
import { usePreview } from "./use-preview";
import { useSegmentWords } from "./use-segment-words";
import type { ConditionNames } from "./words";

/** A segment for who may not change it: what it says, who is in, and why. */
export function SegmentView({
  slug,
  names,
  condition,
  mayIdentify,
}: {
  slug: string;
  names: ConditionNames;
  condition: Condition;
  mayIdentify: boolean;
}) {
  const words = useSegmentWords(names);
  const { preview, failure, pending } = usePreview(slug, condition);
  return (
    <>
      <FormError failure={failure} />
      <PreviewPanel {...{ slug, words, condition, preview, pending }} />
      <ExplainBox {...{ slug, condition, words, mayIdentify }} />
    </>
  );
}
