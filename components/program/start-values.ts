import type { LocalizedText, ProgramDocument } from "@/lib/domain/program/schema";

/** A text with a place for every language of the program, as a form needs it. */
export function textValues(document: ProgramDocument, text: LocalizedText = {}): LocalizedText {
  return { ...Object.fromEntries(document.locales.map((locale) => [locale, ""])), ...text };
}

/** Own prices with a place for every tier, empty where there is none. */
export function priceValues(
  document: ProgramDocument,
  prices: Record<string, number> = {},
): Record<string, number | null> {
  const levels = document.tiers?.levels ?? [];
  return { ...Object.fromEntries(levels.map((level) => [level.key, null])), ...prices };
}

/** What a new level has. */
export const noBenefits = {
  earnMultiplierBps: 10_000,
  discountBps: 0,
  freeShipping: false,
  earlyAccess: false,
  birthdayPoints: 0,
};
