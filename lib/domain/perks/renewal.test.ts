import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { firstRenewal, nextGift, nextRenewal, renewalAfter, renewalGifts } from "@/lib/domain/perks/renewal";
import { type Interval, planSchema } from "@/lib/domain/program/schema";
import { addDays } from "@/lib/domain/time";

const month: Interval = { unit: "month", count: 1 };
const week: Interval = { unit: "week", count: 1 };
const year: Interval = { unit: "year", count: 1 };

/** The next renewals after this one, one by one as they are done. */
function renewals(anchorOn: string, interval: Interval, count: number, from = anchorOn): string[] {
  let dates = { anchorOn, renewsOn: from };
  return Array.from({ length: count }, () => {
    dates = nextRenewal(dates, interval);
    return dates.renewsOn;
  });
}

describe("the dates of renewals", () => {
  it.each([
    [
      "31 January clamps to ends of months and recovers",
      "2027-01-31",
      month,
      ["2027-02-28", "2027-03-31", "2027-04-30", "2027-05-31"],
    ],
    ["in a leap year it is the 29th", "2028-01-31", month, ["2028-02-29", "2028-03-31"]],
    ["30 January recovers to the 30th", "2027-01-30", month, ["2027-02-28", "2027-03-30"]],
    [
      "two months at a time",
      "2026-12-31",
      { unit: "month", count: 2 },
      ["2027-02-28", "2027-04-30", "2027-06-30"],
    ],
    ["weeks keep the day of the week over the year", "2026-12-24", week, ["2026-12-31", "2027-01-07"]],
    ["four weeks are 28 days", "2027-02-01", { unit: "week", count: 4 }, ["2027-03-01", "2027-03-29"]],
    [
      "29 February is 28 February until the next leap year",
      "2024-02-29",
      year,
      ["2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"],
    ],
  ] as const)("%s", (_, anchor, interval, expected) => {
    expect(renewals(anchor, interval, expected.length)).toEqual(expected);
  });

  it("start anew from a date that does not follow from the anchor", () => {
    expect(renewals("2027-01-31", month, 2, "2027-03-10")).toEqual(["2027-04-10", "2027-05-10"]);
    // weekly from 1 January, made yearly after the third week
    expect(renewals("2027-01-01", year, 1, "2027-01-22")).toEqual(["2028-01-22"]);
  });

  it("never repeat and never skip a period, whatever the anchor and interval", () => {
    const intervals = fc.record({
      unit: fc.constantFrom("week" as const, "month" as const, "year" as const),
      count: fc.integer({ min: 1, max: 12 }),
    });
    const dates = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays("2000-01-01", days));
    fc.assert(
      fc.property(dates, intervals, fc.integer({ min: 0, max: 3000 }), (anchor, interval, days) => {
        const next = renewalAfter(anchor, interval, addDays(anchor, days));
        expect(next > addDays(anchor, days)).toBe(true);
        const before = addDays(next, -1);
        expect(renewalAfter(anchor, interval, before)).toBe(next);
        const all = renewals(anchor, interval, 5);
        expect(all).toEqual([...new Set(all)].sort());
      }),
    );
  });
});

describe("a subscription that is told of", () => {
  const told = (started: string, today: string, renewsOn?: string, interval = month) =>
    firstRenewal(started, interval, { renewsOn, today });

  it("renews first one interval after its start", () => {
    expect(told("2027-01-31", "2027-01-31")).toEqual({
      anchorOn: "2027-01-31",
      renewsOn: "2027-02-28",
      renewals: 0,
    });
    expect(told("2027-06-10", "2027-06-01").renewsOn).toBe("2027-07-10");
  });

  it("never renews before or on its start, whatever date is told", () => {
    for (const date of ["2027-06-05", "2027-06-10"])
      expect(told("2027-06-10", "2027-06-01", date)).toEqual({
        anchorOn: "2027-06-10",
        renewsOn: "2027-07-10",
        renewals: 0,
      });
  });

  it("counts the periods before it was told of and does not owe them", () => {
    expect(told("2026-01-31", "2027-02-28")).toEqual({
      anchorOn: "2026-01-31",
      renewsOn: "2027-03-31",
      renewals: 13,
    });
    expect(told("2026-01-31", "2027-02-20", "2026-05-31").renewsOn).toBe("2027-02-28");
  });

  it("renews on the told date from today on, counted from it where it does not follow from the start", () => {
    expect(told("2026-01-31", "2027-02-20", "2027-02-28")).toEqual({
      anchorOn: "2026-01-31",
      renewsOn: "2027-02-28",
      renewals: 12,
    });
    expect(told("2026-01-31", "2027-02-20", "2027-03-05")).toEqual({
      anchorOn: "2027-03-05",
      renewsOn: "2027-03-05",
      renewals: 13,
    });
    expect(told("2026-01-31", "2027-02-20", "2027-02-20").renewsOn).toBe("2027-02-20");
    expect(told("2026-01-31", "2027-02-20", "2027-01-05")).toMatchObject({
      anchorOn: "2027-01-05",
      renewsOn: "2027-03-05",
    });
  });
});

describe("what a renewal gives", () => {
  const plan = planSchema.parse({
    key: "monthly",
    interval: { unit: "month" },
    renewalPoints: 50,
    freeShipping: true,
    shippingCostMinor: 400,
    gifts: [
      { renewal: 6, reward: "bag" },
      { renewal: 3, reward: "mug" },
      { renewal: 3, reward: "mug" },
      { renewal: 3, reward: "card" },
    ],
  });

  it("is the points each time, and the rewards of its number once each", () => {
    expect(renewalGifts(plan, 1)).toEqual({ gifts: [{ type: "points", units: 50 }], costMinor: 400n });
    expect(renewalGifts(plan, 3).gifts).toEqual([
      { type: "points", units: 50 },
      { type: "reward", reward: "mug" },
      { type: "reward", reward: "card" },
    ]);
    const plain = { ...plan, renewalPoints: 0, freeShipping: false };
    expect(renewalGifts(plain, 2)).toEqual({ gifts: [], costMinor: 0n });
  });

  it("names the next gift that is still to come", () => {
    expect([0, 2, 3, 5, 6].map((renewals) => nextGift(plan, renewals)?.renewal ?? null)).toEqual([
      3,
      3,
      6,
      6,
      null,
    ]);
  });
});
