"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { createSegmentWords, type NamedSegment } from "@/components/segments/words";
import type { ProgramDocument } from "@/lib/domain/program/schema";
import { useFormat } from "@/lib/platform/i18n/format-context";
import { conditionNames } from "./condition-names";
import { createWords, type Words } from "./words";

/** Words for a document in a client component. */
export function useWords(document: ProgramDocument, segments?: readonly NamedSegment[]): Words {
  const t = useTranslations("program");
  const tests = useTranslations("segments");
  const format = useFormat();
  return useMemo(
    () =>
      createWords(
        t,
        format,
        document,
        segments,
        createSegmentWords(tests, format, conditionNames(document, format)),
      ),
    [t, tests, format, document, segments],
  );
}
