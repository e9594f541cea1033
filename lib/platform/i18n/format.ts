import type { Unit } from "@/lib/domain/kpi";
import { currencyExponent, formatAmount } from "@/lib/domain/money";

/** What decides how a merchant's figures and days are written: the reader's language, the store's money and zone. */
export type FormatSettings = { locale: string; currency: string; timeZone: string };

/** An instant, or a local calendar day or month of the store (`2026-03-05`, `2026-03`), which no zone may shift. */
export type DateValue = Date | string;

const figureDecimals = { score: 1, count: 0, days: 1, ratio: 2 } satisfies Partial<Record<Unit, number>>;

const localDay = /^\d{4}-\d{2}(-\d{2})?$/;

/** Server and browser carry different releases of the same locale data; they disagree about thin spaces only. */
function sameSpaces(text: string): string {
  return text.replaceAll("\u2009", " ").replaceAll("\u202f", "\u00a0");
}

/** English readers take "11/10/2026" in two ways and "10 Nov 2026" in one; money and figures keep the locale. */
const dateLocale = (locale: string) => (locale === "en" ? "en-GB" : locale);

function currencyPart(locale: string, currency: string): string {
  const parts = new Intl.NumberFormat(locale, { style: "currency", currency }).formatToParts(0);
  return parts.find((part) => part.type === "currency")?.value ?? currency;
}

/** Every way a figure or a date is written, for one reader and one store. Digits and signs come from `Intl` alone. */
export function createFormat({ locale, currency, timeZone }: FormatSettings) {
  function number(options: Intl.NumberFormatOptions, value: number | bigint) {
    return sameSpaces(new Intl.NumberFormat(locale, options).format(value));
  }
  function date(options: Intl.DateTimeFormatOptions, value: DateValue) {
    const isDay = typeof value === "string" && localDay.test(value);
    const zoned = { ...options, timeZone: isDay ? "UTC" : timeZone };
    return sameSpaces(new Intl.DateTimeFormat(dateLocale(locale), zoned).format(new Date(value)));
  }
  function money(minor: bigint, of: string = currency) {
    const digits = formatAmount(minor, of) as Intl.StringNumericLiteral; // a plain decimal number by its contract
    return sameSpaces(new Intl.NumberFormat(locale, { style: "currency", currency: of }).format(digits));
  }
  return {
    locale,
    currency,
    timeZone,
    /** "£", "₽", "CHF": what stands beside an input. */
    currencySymbol: currencyPart(locale, currency),
    /** Minor units with the currency's decimals, exact at any size. */
    money,
    /** A KPI in its unit; money is in minor units. */
    figure(value: number, unit: Unit) {
      if (unit === "money") return money(BigInt(Math.round(value)));
      if (unit === "share") return number({ style: "percent", maximumFractionDigits: 1 }, value);
      return number({ maximumFractionDigits: figureDecimals[unit] }, value);
    },
    /** The same, short, for the ticks of an axis: "£12K", "1.25M"; with every decimal of a round step. */
    figureShort(value: number, unit: Unit) {
      const short = { notation: "compact", maximumFractionDigits: 4 } as const;
      if (unit === "money")
        return number({ ...short, style: "currency", currency }, value / 10 ** currencyExponent(currency));
      return number(unit === "share" ? { style: "percent", maximumFractionDigits: 2 } : short, value);
    },
    /** A whole or fractional count. */
    number: (value: number | bigint, maximumFractionDigits = 2) => number({ maximumFractionDigits }, value),
    compact: (value: number) => number({ notation: "compact", maximumFractionDigits: 1 }, value),
    /** A share: 0.123 → "12.3%". */
    percent: (ratio: number, maximumFractionDigits = 1) =>
      number({ style: "percent", maximumFractionDigits }, ratio),
    /** With its sign, except at zero: scores and changes. */
    signed: (value: number | bigint, maximumFractionDigits = 1) =>
      number({ signDisplay: "exceptZero", maximumFractionDigits }, value),
    signedPercent: (ratio: number, maximumFractionDigits = 1) =>
      number({ style: "percent", signDisplay: "exceptZero", maximumFractionDigits }, ratio),
    day: (value: DateValue) => date({ dateStyle: "medium" }, value),
    dayShort: (value: DateValue) => date({ day: "numeric", month: "short" }, value),
    dateTime: (value: DateValue) => date({ dateStyle: "medium", timeStyle: "short" }, value),
    month: (value: DateValue) => date({ month: "long", year: "numeric" }, value),
    /** Short enough for an axis: "Mar ’26", which without the mark would be a day in March. */
    monthShort(value: DateValue) {
      const text = date({ month: "short", year: "2-digit" }, value);
      return locale === "en" ? text.replace(" ", " ’") : text;
    },
    /** Two local days, without repeating what they share. */
    dayRange(from: string, to: string) {
      const formatter = new Intl.DateTimeFormat(dateLocale(locale), { dateStyle: "medium", timeZone: "UTC" });
      return sameSpaces(formatter.formatRange(new Date(from), new Date(to)));
    },
  };
}

export type Format = ReturnType<typeof createFormat>;
