import { describe, expect, it } from "vitest";
import { preferredLocale } from "./locales";

describe("the language a browser likes best", () => {
  it.each([
    ["ja-JP,ja;q=0.9,en;q=0.8", "ja"],
    ["de, en;q=0.5, ru;q=0.7", "ru"],
    ["EN-gb", "en"],
    ["de-DE,de;q=0.9", null],
    ["ja;q=0, *;q=0.1", null],
    ["", null],
    [null, null],
  ] as const)("of %j is %j", (header, locale) => {
    expect(preferredLocale(header)).toBe(locale);
  });

  it("is one of those that there are", () => {
    expect(preferredLocale("ja,en;q=0.5", ["en", "ru"])).toBe("en");
    expect(preferredLocale("ja", ["en", "ru"])).toBeNull();
  });
});
