import { describe, expect, it } from "vitest";
import { createFormat } from "@/lib/platform/i18n/format";

const english = createFormat({ locale: "en", currency: "GBP", timeZone: "Asia/Tokyo" });

describe("formats of a store", () => {
  it("write money exactly beyond what a float can hold, with the currency's decimals", () => {
    expect(english.money(900_719_925_474_099_312n)).toBe("£9,007,199,254,740,993.12");
    expect(english.money(-5n)).toBe("-£0.05");
    expect(createFormat({ locale: "ja", currency: "JPY", timeZone: "UTC" }).money(1235n)).toBe("￥1,235");
  });

  it("write an instant in the store's zone, and a local day as it stands", () => {
    expect(english.day(new Date("2026-03-05T20:00:00Z"))).toBe("6 Mar 2026");
    expect(english.day("2026-03-05")).toBe("5 Mar 2026");
    expect(english.month("2026-03")).toBe("March 2026");
  });

  it("write a date in English so that it can be read in one way: day, month by name, year", () => {
    const instant = "2026-11-10T13:05:00Z";
    expect(english.dateTime(instant)).toBe("10 Nov 2026, 22:05");
    expect(english.dayShort("2026-11-10")).toBe("10 Nov");
    expect(english.dayRange("2026-11-01", "2026-11-10")).toBe("1 – 10 Nov 2026");
    expect(english.dayRange("2025-12-01", "2026-11-10")).toBe("1 Dec 2025 – 10 Nov 2026");
    expect(english.monthShort("2026-03")).toBe("Mar ’26");
    const dollars = createFormat({ locale: "en", currency: "USD", timeZone: "UTC" });
    expect([dollars.day(instant), dollars.money(123_450n)]).toEqual(["10 Nov 2026", "$1,234.50"]);
  });

  it("use no thin spaces, on which server and browser disagree", () => {
    const russian = createFormat({ locale: "ru", currency: "RUB", timeZone: "UTC" });
    const samples = [english, russian].flatMap((format) => [
      format.dayRange("2025-12-01", "2026-11-21"),
      format.dateTime("2026-03-05T12:00:00Z"),
      format.money(123_456_789n),
      format.percent(0.123),
    ]);
    for (const sample of samples) expect(sample).not.toMatch(/[\u2009\u202f]/);
  });

  it("write a figure by its unit, and short for an axis", () => {
    expect(english.figure(0.384, "share")).toBe("38.4%");
    expect(english.figure(1_234_567, "money")).toBe("£12,345.67");
    expect(english.figureShort(125_000, "money")).toBe("£1.25K");
    expect(english.signedPercent(0)).toBe("0%");
    expect(english.signed(-3.4)).toBe("-3.4");
  });
});
