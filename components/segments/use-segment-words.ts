"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { useFormat } from "@/lib/platform/i18n/format-context";
import { type ConditionNames, createSegmentWords, type SegmentWords } from "./words";

/** Words for conditions in a client component. */
export function useSegmentWords(names: ConditionNames): SegmentWords {
  const t = useTranslations("segments");
  const format = useFormat();
  return useMemo(() => createSegmentWords(t, format, names), [t, format, names]);
}
