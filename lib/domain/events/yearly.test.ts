import { describe, expect, it } from "vitest";
import { datesKeptOn, daysKeptOn, isBirthdayPaid, nextKept } from "./yearly";

describe("days of the year", () => {
  it("29 February is kept on the 28th in a common year, and on its own day in a leap year", () => {
    expect(daysKeptOn("2027-02-28")).toEqual(["02-28", "02-29"]);
    expect(daysKeptOn("2028-02-28")).toEqual(["02-28"]);
    expect(daysKeptOn("2028-02-29")).toEqual(["02-29"]);
    expect(daysKeptOn("2100-02-28")).toEqual(["02-28", "02-29"]);
    expect(daysKeptOn("2027-03-01")).toEqual(["03-01"]);
  });

  it("the next of some days is found over the end of the year, and around 29 February", () => {
    expect(nextKept(["03-10", "01-05"], "2026-03-10")).toBe("2026-03-10");
    expect(nextKept(["03-10", "01-05"], "2026-03-11")).toBe("2027-01-05");
    expect(nextKept(["02-29"], "2027-02-01")).toBe("2027-02-28");
    expect(nextKept(["02-29"], "2027-03-01")).toBe("2028-02-29");
    expect(nextKept([], "2027-03-01")).toBeNull();
  });

  it("anniversaries go back to the first year, and a 29 February only to those that had one", () => {
    expect(datesKeptOn("2027-03-10", "2025-06-01")).toEqual(["2025-03-10", "2026-03-10"]);
    expect(datesKeptOn("2027-02-28", "2024-01-01")).toEqual([
      "2024-02-28",
      "2024-02-29",
      "2025-02-28",
      "2026-02-28",
    ]);
    expect(datesKeptOn("2028-02-29", "2024-01-01")).toEqual(["2024-02-29"]);
    expect(datesKeptOn("2027-03-10", "2027-01-01")).toEqual([]);
  });
});

// Birthday gaming: help.smile.io/4036229, support.lootly.io/2878469, help.loyaltylion.com/1965588.
describe("a birthday is paid", () => {
  const on = "2027-03-31";
  it("unless it was entered or changed in the 30 days before it: then next year", () => {
    expect(isBirthdayPaid(on, { changedOn: "2027-02-28", lastPaidOn: null })).toBe(true);
    expect(isBirthdayPaid(on, { changedOn: "2027-03-01", lastPaidOn: null })).toBe(false);
    expect(isBirthdayPaid(on, { changedOn: on, lastPaidOn: null })).toBe(false);
    expect(isBirthdayPaid(on, { changedOn: null, lastPaidOn: null })).toBe(true);
  });

  it("at most once in 365 days, wherever the date is moved", () => {
    expect(isBirthdayPaid(on, { changedOn: "2026-12-01", lastPaidOn: "2026-08-01" })).toBe(false);
    expect(isBirthdayPaid(on, { changedOn: null, lastPaidOn: "2026-03-31" })).toBe(true);
    expect(isBirthdayPaid("2029-02-28", { changedOn: null, lastPaidOn: "2028-02-29" })).toBe(true);
  });
});
