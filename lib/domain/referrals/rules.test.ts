import { describe, expect, test } from "vitest";
import { judge, LATE_NEWS_DAYS, lastOrderDay, payDay, refusalOf } from "./rules";

const LONDON = "Europe/London";
const offer = { minOrderMinor: 2_000, windowDays: 30, holdingDays: 14 };
const claim = { claimedAt: new Date("2026-03-10T12:00:00Z"), offer };
const order = (at: string, totalMinor = 5_000n, refundedMinor = 0n) => ({
  placedAt: new Date(at),
  totalMinor,
  refundedMinor,
});

describe("the day of payment", () => {
  test.each([
    ["some days later", "2026-03-10T12:00:00Z", 14, LONDON, "2026-03-24"],
    ["over a month's end", "2026-01-31T12:00:00Z", 30, LONDON, "2026-03-02"],
    ["over 29 February", "2028-02-20T12:00:00Z", 14, LONDON, "2028-03-05"],
    ["the next midnight without holding", "2026-03-10T00:00:00Z", 0, LONDON, "2026-03-11"],
    ["the next midnight with one day", "2026-03-10T23:59:59Z", 1, LONDON, "2026-03-11"],
    ["by the local date, where it is tomorrow already", "2026-06-10T23:30:00Z", 1, LONDON, "2026-06-12"],
    [
      "by the local date, where it is still yesterday",
      "2026-06-10T02:00:00Z",
      1,
      "America/New_York",
      "2026-06-10",
    ],
    ["over the night when clocks go forward", "2026-03-28T23:30:00Z", 1, LONDON, "2026-03-29"],
    ["after the night when clocks go forward", "2026-03-29T23:30:00Z", 1, LONDON, "2026-03-31"],
    ["over the night when clocks go back", "2026-10-24T23:30:00Z", 1, LONDON, "2026-10-26"],
  ])("is %s", (_, placedAt, holdingDays, timezone, day) => {
    expect(payDay(new Date(placedAt), holdingDays, timezone)).toBe(day);
  });
});

describe("the window", () => {
  test.each([
    ["2026-03-10T12:00:00Z", 30, LONDON, "2026-04-09"],
    ["2026-01-31T12:00:00Z", 1, LONDON, "2026-02-01"],
    ["2026-06-10T23:30:00Z", 30, LONDON, "2026-07-11"],
    ["2026-06-10T23:30:00Z", 30, "Asia/Tokyo", "2026-07-11"],
  ])("of a claim at %s and %i days ends with a local date", (claimedAt, windowDays, timezone, day) => {
    expect(lastOrderDay({ claimedAt: new Date(claimedAt), offer: { ...offer, windowDays } }, timezone)).toBe(
      day,
    );
  });

  test.each([
    ["the last minute of the last day counts", "2026-04-09T22:59:59Z", "ordered"],
    ["the next one does not", "2026-04-09T23:00:00Z", "claimed"],
    ["the moment of the claim counts", "2026-03-10T12:00:00Z", "ordered"],
    [
      "an order of the same day counts, which may be told without its time",
      "2026-03-10T00:00:00Z",
      "ordered",
    ],
    ["one of the day before shows a customer", "2026-03-09T23:59:59Z", "cancelled"],
  ])("has clear edges: %s", (_, placedAt, state) => {
    expect(judge(claim, order(placedAt), "2026-04-09", LONDON).state).toBe(state);
  });
});

describe("a claim", () => {
  test.each([
    ["2026-03-10", "claimed", false],
    ["2026-04-09", "claimed", false],
    ["2026-04-10", "expired", false],
    ["2026-05-09", "expired", false],
    ["2026-05-10", "expired", true],
  ])(
    "without an order is on %s %s, and closed only when late news can no longer come",
    (on, state, isDue) => {
      expect(LATE_NEWS_DAYS).toBe(30);
      expect(judge(claim, null, on, LONDON)).toEqual({ state, reason: null, payOn: null, isDue });
    },
  );

  test.each([
    ["2026-03-11", false],
    ["2026-03-24", false],
    ["2026-03-25", true],
    ["2026-12-25", true],
  ])("with an order is to be paid on its day and after it, on %s: %s", (on, isDue) => {
    const verdict = judge(claim, order("2026-03-11T09:00:00Z"), on, LONDON);
    expect(verdict).toEqual({ state: "ordered", reason: null, payOn: "2026-03-25", isDue });
  });

  test.each([
    ["the minimum is enough", 2_000n, 0n, 2_000, "ordered", null],
    ["what is left must reach it", 2_000n, 1n, 2_000, "cancelled", "refunded"],
    ["a refund that leaves enough does no harm", 5_000n, 3_000n, 2_000, "ordered", null],
    ["a whole refund", 5_000n, 5_000n, 2_000, "cancelled", "refunded"],
    ["a whole refund without a minimum", 5_000n, 5_000n, 0, "cancelled", "refunded"],
    ["too small from the start", 1_999n, 0n, 2_000, "cancelled", "below_minimum"],
    ["too small, and refunded too", 1_999n, 1_999n, 2_000, "cancelled", "below_minimum"],
    ["an order of nothing", 0n, 0n, 0, "cancelled", "below_minimum"],
  ])(
    "is judged by what is left of the first order: %s",
    (_, total, refunded, minOrderMinor, state, reason) => {
      const of = { ...claim, offer: { ...offer, minOrderMinor } };
      const verdict = judge(of, order("2026-03-11T09:00:00Z", total, refunded), "2026-03-12", LONDON);
      expect(verdict).toMatchObject({ state, reason, isDue: false });
    },
  );

  test("of somebody who had ordered before comes to nothing at once", () => {
    const verdict = judge(claim, order("2025-03-11T09:00:00Z"), "2026-03-11", LONDON);
    expect(verdict).toEqual({ state: "cancelled", reason: "existing_customer", payOn: null, isDue: true });
  });
});

describe("a claim is refused", () => {
  const nobody = { isAdvocate: false, isBlocked: false, hasClaimed: false, isCustomer: false };
  test.each([
    [nobody, null],
    [{ ...nobody, isCustomer: true }, "existing_customer"],
    [{ ...nobody, hasClaimed: true, isCustomer: true }, "already_claimed"],
    [{ ...nobody, isBlocked: true, hasClaimed: true }, "blocked"],
    [{ isAdvocate: true, isBlocked: true, hasClaimed: true, isCustomer: true }, "own_link"],
  ])("for the plainest reason: %o", (facts, reason) => {
    expect(refusalOf(facts)).toBe(reason);
  });
});
