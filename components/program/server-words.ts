import { getTranslations } from "next-intl/server";
import type { NamedSegment } from "@/components/segments/words";
import type { ProgramDocument } from "@/lib/domain/program/schema";
import { getFormat } from "@/lib/platform/i18n/server";
import { createWords, type Words } from "./words";

/** Words for a document in a server component. */
export async function getWords(document: ProgramDocument, segments: readonly NamedSegment[]): Promise<Words> {
  const { currency, timezone: timeZone } = document;
  const [t, format] = await Promise.all([getTranslations("program"), getFormat({ currency, timeZone })]);
  return createWords(t, format, document, segments);
}
