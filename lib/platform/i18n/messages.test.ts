import { createTranslator } from "next-intl";
import { describe, expect, it } from "vitest";
import { type AppLocale, locales } from "@/lib/platform/i18n/locales";
import { loadMessages } from "@/lib/platform/i18n/messages";
import en from "@/messages/en.json";
import ja from "@/messages/ja.json";
import ru from "@/messages/ru.json";

type Tree = { [key: string]: string | Tree };

function leaves(tree: Tree, path = ""): [path: string, text: string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === "string" ? [[path + key, value]] : leaves(value, `${path}${key}.`),
  );
}

const own: Record<AppLocale, Tree> = { en, ja, ru };
const english = new Map(leaves(en));
/** The names in braces that a message waits for. */
const placeholders = (text: string) =>
  new Set([...text.matchAll(/\{\s*(\w+)\s*(?:[,}])/g)].map((match) => match[1]));

describe.each(locales)("messages in %s", (locale) => {
  it("have no key that English lacks, and no placeholder that English does not fill", () => {
    for (const [path, text] of leaves(own[locale])) {
      const original = english.get(path);
      expect(original, path).toBeDefined();
      expect([...placeholders(original ?? "")], path).toEqual(
        expect.arrayContaining([...placeholders(text)]),
      );
    }
  });

  it("name every plural category that the language has", () => {
    const needed = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
    for (const [path, text] of leaves(own[locale])) {
      if (!/,\s*plural\s*,/.test(text)) continue;
      for (const category of needed) expect(text, path).toContain(`${category} {`);
    }
  });

  it("can be read by the formatter", () => {
    const failures: string[] = [];
    const translate = createTranslator({
      locale,
      messages: loadMessages(locale),
      onError: (error) => {
        if (error.code === "INVALID_MESSAGE") failures.push(error.message);
      },
    });
    for (const [path] of english) translate.has(path as never) && translate(path as never);
    expect(failures).toEqual([]);
  });
});
