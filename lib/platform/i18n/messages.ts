import type { Messages } from "next-intl";
import en from "@/messages/en.json";
import ja from "@/messages/ja.json";
import ru from "@/messages/ru.json";
import type { AppLocale } from "./locales";

type Tree = { [key: string]: string | Tree };

/** `over` laid on `base`: a key that a language lacks reads in English instead of failing. */
function overlay<T extends Tree>(base: T, over: Tree): T {
  const merged: Tree = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const below = merged[key];
    merged[key] = typeof value === "object" && typeof below === "object" ? overlay(below, value) : value;
  }
  return merged as T; // same keys as `base`; a language file only replaces values (kept by messages.test.ts)
}

const catalogues: Record<AppLocale, Messages> = { en, ja: overlay(en, ja), ru: overlay(en, ru) };

/** Every text of one language, with English where a translation is missing. */
export function loadMessages(locale: AppLocale): Messages {
  return catalogues[locale];
}
