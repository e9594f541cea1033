import type { Locale, Presentation } from "./schema";

/**
 * What so many points are called, in the reader's language or else in the program's first, by the plural rules of that
 * language; null where the program has no name of its own for them.
 */
export function pointsName(
  { pointsName: names }: Presentation,
  count: number | bigint,
  locale: Locale,
  first: Locale,
): string | null {
  const language = names[locale] ? locale : first;
  const forms = names[language];
  if (!forms) return null;
  const category = new Intl.PluralRules(language).select(Number(count));
  return (category in forms ? forms[category as keyof typeof forms] : undefined) ?? forms.other; // "zero" and "two" have no form here
}
