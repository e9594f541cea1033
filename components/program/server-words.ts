import { getTranslations } from "next-intl/server";
import { createSegmentWords, type NamedSegment } from "@/components/segments/words";
import type { ProgramDocument } from "@/lib/domain/program/schema";
import { getFormat } from "@/lib/platform/i18n/server";
import { conditionNames } from "./condition-names";
import { createWords, type Words } from "./words";

/** Words for a document in a server component. */
export async function getWords(document: ProgramDocument, segments: readonly NamedSegment[]): Promise<Words> {
  const { currency, timezone: timeZone } = document;
  const [t, tests, format] = await Promise.all([
    getTranslations("program"),
    getTranslations("segments"),
    getFormat({ currency, timeZone }),
  ]);
  const conditions = createSegmentWords(tests, format, conditionNames(document, format));
  return createWords(t, format, document, segments, conditions);
}
