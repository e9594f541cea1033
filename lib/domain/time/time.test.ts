import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addDays,
  addMonths,
  daysBetween,
  daysOf,
  eachDay,
  instantsOf,
  isLocalDate,
  isValidZone,
  localClockOf,
  localDateOf,
  midnightOf,
  monthOf,
  monthsUpTo,
  parseExpiry,
  parseInstant,
  rangeBefore,
  splitByMonth,
  splitLike,
  twelveMonthsEnding,
} from "@/lib/domain/time";

const HOUR = 3_600_000;
const zones = fc.constantFrom(
  "UTC",
  "Europe/London",
  "Asia/Tokyo",
  "America/New_York",
  "Australia/Lord_Howe",
  "Asia/Kathmandu",
  "America/Sao_Paulo",
);
const dates = fc.integer({ min: 0, max: 365 * 60 }).map((days) => addDays("1990-01-01", days));
const iso = (instant: Date | null) => instant?.toISOString();

describe("calendar dates", () => {
  it.each([
    ["2026-01-29", 1, "2026-02-28"],
    ["2026-01-30", 1, "2026-02-28"],
    ["2026-01-31", 1, "2026-02-28"],
    ["2028-01-31", 1, "2028-02-29"],
    ["2028-02-29", 12, "2029-02-28"],
    ["2026-03-31", -1, "2026-02-28"],
    ["2026-11-30", 3, "2027-02-28"],
    ["2026-12-15", 1, "2027-01-15"],
  ])("clamps %s + %i months to %s", (date, months, expected) => {
    expect(addMonths(date, months)).toBe(expected);
  });

  it("lands in the wanted month and never on a later day of it", () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: -48, max: 48 }), (date, months) => {
        const moved = addMonths(date, months);
        const monthsOf = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
        return (
          isLocalDate(moved) && monthsOf(moved) - monthsOf(date) === months && moved.slice(8) <= date.slice(8)
        );
      }),
    );
  });

  it("counts back the days it adds", () => {
    fc.assert(
      fc.property(
        dates,
        fc.integer({ min: -5000, max: 5000 }),
        (date, days) => daysBetween(date, addDays(date, days)) === days,
      ),
    );
  });

  it.each(["2026-02-29", "2026-13-01", "2026-1-1", "", "2026-04-31", "0000-00-00"])(
    "knows that %j is no date",
    (text) => {
      expect(isLocalDate(text)).toBe(false);
    },
  );

  it("names the twelve months that end with a month, across the year", () => {
    const months = twelveMonthsEnding("2026-03");
    expect([months.length, months[0], months[11]]).toEqual([12, "2025-04", "2026-03"]);
  });
});

describe("zones", () => {
  it("knows zones of the IANA database and nothing else", () => {
    expect(["Europe/London", "UTC", "Mars/Olympus", "", "+01:00"].map(isValidZone)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  it("takes the local date, not the UTC date", () => {
    const instant = new Date("2026-06-30T15:30:00Z");
    expect(["Asia/Tokyo", "Europe/London", "UTC"].map((zone) => localDateOf(instant, zone))).toEqual([
      "2026-07-01",
      "2026-06-30",
      "2026-06-30",
    ]);
  });

  it("shows what clocks show: the hour that is skipped never, the one that comes twice twice", () => {
    const london = (instant: string) => localClockOf(new Date(instant), "Europe/London");
    expect(london("2026-03-29T00:59:00Z")).toEqual({ on: "2026-03-29", weekday: 7, minute: 59 });
    expect(london("2026-03-29T01:00:00Z").minute).toBe(120);
    expect(["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"].map((at) => london(at).minute)).toEqual([90, 90]);
    expect(localClockOf(new Date("2026-06-30T15:30:00Z"), "Asia/Tokyo")).toEqual({
      on: "2026-07-01",
      weekday: 3,
      minute: 30,
    });
  });

  it("gives days of 23 and 25 hours where clocks change", () => {
    const hours = (date: string) =>
      (midnightOf(addDays(date, 1), "Europe/London").getTime() -
        midnightOf(date, "Europe/London").getTime()) /
      HOUR;
    expect([hours("2026-03-29"), hours("2026-10-25"), hours("2026-06-01")]).toEqual([23, 25, 24]);
  });

  it("begins a day whose midnight the clocks skip at its first moment", () => {
    expect(iso(midnightOf("2018-11-04", "America/Sao_Paulo"))).toBe("2018-11-04T03:00:00.000Z");
    expect(iso(midnightOf("2011-12-30", "Pacific/Apia"))).toBe("2011-12-30T10:00:00.000Z");
  });

  it("takes the first of two midnights", () => {
    expect(iso(midnightOf("2023-11-05", "America/Havana"))).toBe("2023-11-05T04:00:00.000Z");
  });

  it("puts every midnight, and no moment before it, on its own date", () => {
    fc.assert(
      fc.property(dates, zones, (date, zone) => {
        const start = midnightOf(date, zone);
        return localDateOf(start, zone) === date && localDateOf(new Date(start.getTime() - 1), zone) < date;
      }),
      { numRuns: 500 },
    );
  });
});

describe("reading times", () => {
  it("reads a time without a zone in the merchant's zone, and a date alone as its midnight", () => {
    expect(iso(parseInstant("2026-07-01 09:30", "Europe/London"))).toBe("2026-07-01T08:30:00.000Z");
    expect(iso(parseInstant("2026-07-01T09:30:15.5", "Asia/Tokyo"))).toBe("2026-07-01T00:30:15.500Z");
    expect(iso(parseInstant("2026-07-01", "Europe/London"))).toBe("2026-06-30T23:00:00.000Z");
  });

  it("takes a zone that is written as it is", () => {
    expect(iso(parseInstant("2026-07-01T09:30:00Z", "Asia/Tokyo"))).toBe("2026-07-01T09:30:00.000Z");
    expect(iso(parseInstant("2026-07-01T09:30:00-05:00", "Asia/Tokyo"))).toBe("2026-07-01T14:30:00.000Z");
    expect(iso(parseInstant("2026-07-01 09:30:00 +0900", "UTC"))).toBe("2026-07-01T00:30:00.000Z");
  });

  it("moves a time that the clocks skip on by an hour, and takes the first of two", () => {
    expect(iso(parseInstant("2026-03-29 01:30", "Europe/London"))).toBe("2026-03-29T01:30:00.000Z");
    expect(iso(parseInstant("2026-10-25 01:30", "Europe/London"))).toBe("2026-10-25T00:30:00.000Z");
  });

  it("reads a date alone in an expiry as the last usable day", () => {
    expect(iso(parseExpiry("2026-02-28", "Europe/London"))).toBe("2026-03-01T00:00:00.000Z");
    expect(iso(parseExpiry("2026-02-28T12:00:00Z", "Europe/London"))).toBe("2026-02-28T12:00:00.000Z");
  });

  it.each([
    "",
    "yesterday",
    "2026-02-30",
    "2026-02-30 10:00",
    "2026-01-01 24:00",
    "01/02/2026",
    "2026-01-01T10",
  ])("does not take %j for a time", (text) => {
    expect(parseInstant(text, "Europe/London")).toBeNull();
  });
});

describe("ranges", () => {
  const ranges = fc
    .tuple(dates, fc.integer({ min: 0, max: 800 }))
    .map(([from, days]) => ({ from, to: addDays(from, days) }));

  it("cuts a range at the firsts of months without gap or overlap", () => {
    fc.assert(
      fc.property(ranges, (range) => {
        const pieces = splitByMonth(range);
        expect(pieces.flatMap(eachDay)).toEqual(eachDay(range));
        expect(pieces.every((piece) => monthOf(piece.from) === monthOf(addDays(piece.to, -1)))).toBe(true);
      }),
    );
  });

  it("puts the range before a range right before it, with as many days", () => {
    expect(rangeBefore({ from: "1998-01-01", to: "1998-07-01" })).toEqual({
      from: "1997-07-04",
      to: "1998-01-01",
    });
    fc.assert(fc.property(ranges, (range) => daysOf(rangeBefore(range)) === daysOf(range)));
  });

  it("is cut like the range it is compared with: all of it, in pieces of as many days, or by date a year before", () => {
    fc.assert(
      fc.property(ranges, (range) => {
        const [pieces, before] = [splitByMonth(range), rangeBefore(range)];
        expect(splitLike(pieces, before).map(daysOf)).toEqual(pieces.map(daysOf));
        expect(splitLike(pieces, before).flatMap(eachDay)).toEqual(eachDay(before));
      }),
    );
    const leap = splitByMonth({ from: "2024-02-01", to: "2024-03-22" });
    expect(splitLike(leap, { from: "2023-02-01", to: "2023-03-22" })).toEqual([
      { from: "2023-02-01", to: "2023-03-01" },
      { from: "2023-03-01", to: "2023-03-22" },
    ]);
    expect(splitLike(leap, { from: "2023-02-01", to: "2023-02-10" })).toEqual([
      { from: "2023-02-01", to: "2023-02-10" },
    ]);
    expect(splitLike([], leap[0] ?? { from: "2024-02-01", to: "2024-03-01" })).toEqual([]);
  });

  it("has the whole months up to the one of its last day", () => {
    expect(monthsUpTo({ from: "2025-11-10", to: "2026-01-01" }, 2)).toEqual([
      { from: "2025-11-01", to: "2025-12-01" },
      { from: "2025-12-01", to: "2026-01-01" },
    ]);
  });

  it("includes its first midnight and leaves out its last, in the merchant's zone", () => {
    const { from, to } = instantsOf({ from: "2026-06-01", to: "2026-07-01" }, "Asia/Tokyo");
    expect([iso(from), iso(to)]).toEqual(["2026-05-31T15:00:00.000Z", "2026-06-30T15:00:00.000Z"]);
  });
});
