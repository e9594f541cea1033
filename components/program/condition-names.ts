import type { ConditionNames } from "@/components/segments/words";
import { type LocalizedText, localeSchema, type ProgramDocument, textIn } from "@/lib/domain/program/schema";
import type { Format } from "@/lib/platform/i18n/format";

/** What a document calls the tiers and plans that its conditions name, in the reader's language. */
export function conditionNames({ locales, tiers, perks }: ProgramDocument, format: Format): ConditionNames {
  const [first = "en"] = locales;
  const locale = localeSchema.catch(first).parse(format.locale);
  const named = ({ key, name }: { key: string; name: LocalizedText }) => ({
    key,
    name: textIn(name, locale, first, key),
  });
  return { tiers: (tiers?.levels ?? []).map(named), plans: perks.plans.map(named) };
}
