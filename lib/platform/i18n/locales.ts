/** Languages of the customer pages; the staff app speaks those that have messages and falls back to English. */
export const locales = ["en", "ja", "ru"] as const;
export type AppLocale = (typeof locales)[number];
export const defaultLocale: AppLocale = "en";

/** The staff member's choice of language; customer pages carry theirs in the address instead. */
export const localeCookie = "locale";
/** Set by proxy.ts from the first path segment, so that the root layout knows the language of a customer page. */
export const localeHeader = "x-regulars-locale";

/** Narrows a raw value (path segment, cookie, header) to a language we have. */
export function isAppLocale(value: string | null | undefined): value is AppLocale {
  return locales.some((locale) => locale === value);
}
