import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Expiry, expirySchema } from "@/lib/domain/program/schema";
import { addDays, daysBetween } from "@/lib/domain/time";
import { expiryFrom, slidingOf } from "./expiry";

const expiry = (input: unknown): Expiry => expirySchema.parse(input);
const rolling = (months: number, roundTo?: string) => expiry({ type: "rolling", months, roundTo });
const dates = fc.integer({ min: 0, max: 365 * 20 }).map((days) => addDays("2020-01-01", days));

test("units of a program without expiry can be used for ever", () => {
  expect(expiryFrom(expiry({ type: "none" }), "2026-03-10")).toBeNull();
});

describe("rolling months", () => {
  test.each([
    ["2026-01-29", "2026-02-28"],
    ["2026-01-30", "2026-02-28"],
    ["2026-01-31", "2026-02-28"],
    ["2028-01-29", "2028-02-29"],
    ["2028-01-31", "2028-02-29"],
    ["2026-03-31", "2026-04-30"],
    ["2026-12-31", "2027-01-31"],
  ])("from %s, one month, last until %s", (on, last) => {
    expect(expiryFrom(rolling(1), on)).toBe(last);
  });

  test("of a year from 29 February last until 28 February, of four years until the 29th", () => {
    expect([expiryFrom(rolling(12), "2028-02-29"), expiryFrom(rolling(48), "2028-02-29")]).toEqual([
      "2029-02-28",
      "2032-02-29",
    ]);
  });

  test.each([
    ["month", "2026-11-30"],
    ["quarter", "2026-12-31"],
    ["year", "2026-12-31"],
  ])("rounded to the %s last until its end", (roundTo, last) => {
    expect(expiryFrom(rolling(6, roundTo), "2026-05-03")).toBe(last);
  });

  test.each([
    ["2026-01-01", "2026-03-31"],
    ["2026-03-31", "2026-06-30"],
    ["2026-07-31", "2026-09-30"],
    ["2026-12-15", "2027-03-31"],
  ])("rounded to quarters, from %s and one month, last until %s", (on, last) => {
    expect(expiryFrom(rolling(1, "quarter"), on)).toBe(last);
  });

  test("rounded to the month end on 29 February in leap years", () => {
    expect(expiryFrom(rolling(1, "month"), "2028-01-05")).toBe("2028-02-29");
  });

  test("are never made shorter by rounding, and last less than one unit longer", () => {
    const longest = { day: 0, month: 30, quarter: 91, year: 365 } as const;
    const units = fc.constantFrom("day", "month", "quarter", "year");
    fc.assert(
      fc.property(dates, fc.integer({ min: 1, max: 60 }), units, (on, months, roundTo) => {
        const plain = expiryFrom(rolling(months), on) ?? "";
        const longer = daysBetween(plain, expiryFrom(rolling(months, roundTo), on) ?? "");
        return longer >= 0 && longer <= longest[roundTo];
      }),
    );
  });
});

describe("fixed dates", () => {
  const half = expiry({ type: "fixed", dates: ["12-31", "06-30"] });

  test.each([
    ["2026-01-01", "2026-06-30"],
    ["2026-06-30", "2026-06-30"],
    ["2026-07-01", "2026-12-31"],
    ["2026-12-31", "2026-12-31"],
  ])("from %s, the next one is %s, the day itself included", (on, last) => {
    expect(expiryFrom(half, on)).toBe(last);
  });

  test("that are too near are passed over, across the year if need be", () => {
    const far = expiry({ type: "fixed", dates: ["12-31"], minDays: 90 });
    expect([expiryFrom(far, "2026-10-02"), expiryFrom(far, "2026-10-03")]).toEqual([
      "2026-12-31",
      "2027-12-31",
    ]);
    expect(expiryFrom(expiry({ type: "fixed", dates: ["01-01"], minDays: 366 }), "2026-01-02")).toBe(
      "2028-01-01",
    );
  });

  test("on 29 February are 28 February in common years", () => {
    const leap = expiry({ type: "fixed", dates: ["02-29"] });
    expect(["2026-01-10", "2028-01-10", "2028-02-29"].map((on) => expiryFrom(leap, on))).toEqual([
      "2026-02-28",
      "2028-02-29",
      "2028-02-29",
    ]);
  });
});

describe("inactivity", () => {
  const idle = expiry({ type: "inactivity", months: 6, resetBy: ["earn", "event"] });

  test("counts from the day the units can be used", () => {
    expect(expiryFrom(idle, "2026-08-31")).toBe("2027-02-28");
  });

  test("begins anew with the acts that it names, and with no other", () => {
    expect(slidingOf(idle)).toEqual({ slides: { months: 6, resetBy: ["earn", "event"] } });
  });

  // At Smile one small purchase makes the whole balance live on: here where the program says so, and nowhere else.
  test("is the only expiry that an act moves on", () => {
    for (const other of [rolling(6), expiry({ type: "none" }), expiry({ type: "fixed", dates: ["12-31"] })])
      expect(slidingOf(other)).toEqual({});
  });
});
