import { DomainError } from "@/lib/domain/errors";
import type { Use } from "@/lib/domain/program/edit";
import { type LocalizedText, type ProgramDocument, textIn } from "@/lib/domain/program/schema";

type Named = { key: string; name: LocalizedText };

function nameOf({ locales: [locale = "en"] }: ProgramDocument, item: Named): string {
  return textIn(item.name, locale, locale, item.key);
}

/**
 * Throws PRECONDITION (`part_in_use`), naming both, where an item that was in a list of the document and is not in
 * `after` is still named by something else: what asks for it would silently be for nobody, or for everybody.
 */
export function assertRemovedAreUnused(
  document: ProgramDocument,
  before: readonly Named[],
  after: readonly { key: string }[],
  usesOf: (document: ProgramDocument, key: string) => Use[],
): void {
  for (const item of before.filter(({ key }) => !after.some((one) => one.key === key))) {
    const [use] = usesOf(document, item.key);
    if (use)
      throw new DomainError("PRECONDITION", "part_in_use", {
        name: nameOf(document, item),
        by: nameOf(document, use),
      });
  }
}
