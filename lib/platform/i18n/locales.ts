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

/**
 * The language a browser likes best among some: its `Accept-Language` header by weight, `ja-JP` counting as `ja`. Null
 * where it likes none of them.
 */
export function preferredLocale(
  acceptLanguage: string | null,
  among: readonly AppLocale[] = locales,
): AppLocale | null {
  const liked = (acceptLanguage ?? "").split(",").map((part) => {
    const [tag = "", ...params] = part.trim().toLowerCase().split(";");
    const weight = params.map((param) => /^\s*q=([\d.]+)$/.exec(param)?.[1]).find(Boolean);
    return { language: tag.split("-")[0], weight: Number(weight ?? 1) };
  });
  const [best] = liked
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .flatMap(({ language }) => among.filter((locale) => locale === language));
  return best ?? null;
}
