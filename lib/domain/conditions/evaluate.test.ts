import { describe, expect, it } from "vitest";
import { explain, holds } from "./evaluate";
import type { ConditionFacts, ConditionMoment } from "./facts";
import { readyMadeSegments } from "./ready-made";
import type { Test } from "./schema";

const nobody: ConditionFacts = {
  ordersCount: 0,
  spendMinor: 0n,
  firstOrderAt: null,
  lastOrderAt: null,
  enrolledAt: null,
  tierKey: null,
  points: 0n,
  country: null,
  birthday: null,
  tags: [],
  nps: null,
  plans: [],
  orders: [],
};

/** Noon of a London day before which clocks went forward: the 29th of March had 23 hours. */
const moment: ConditionMoment = {
  now: new Date("2026-03-30T11:00:00Z"),
  timezone: "Europe/London",
  topSpend: () => 500n,
};

const meets = (test: Test, facts: Partial<ConditionFacts> = {}) =>
  holds({ all: [test] }, { ...nobody, ...facts }, moment);
const order = (placedAt: string, more = {}) => ({
  placedAt: new Date(placedAt),
  leftMinor: 100n,
  whollyRefunded: false,
  categories: ["tea"],
  ...more,
});

describe("days", () => {
  it.each([
    ["2026-03-28T23:59:59.999Z", false, true],
    ["2026-03-29T00:00:00.000Z", true, false],
    ["2026-03-30T22:59:59.999Z", true, false],
    ["2026-03-30T23:00:00.000Z", false, false],
  ])("of the last two are the local dates of yesterday and today: %s", (at, within, before) => {
    const lastOrderAt = new Date(at);
    expect(meets({ field: "last_order", op: "within_days", days: 2 }, { lastOrderAt })).toBe(within);
    expect(meets({ field: "last_order", op: "more_than_days_ago", days: 2 }, { lastOrderAt })).toBe(before);
    const orders = [order(at)];
    expect(meets({ field: "orders", op: "at_least", value: 1, withinDays: 2 }, { orders })).toBe(within);
  });

  it("that never were pass only `never`", () => {
    expect(meets({ field: "joined", op: "never" })).toBe(true);
    expect(meets({ field: "joined", op: "within_days", days: 3650 })).toBe(false);
    expect(meets({ field: "joined", op: "more_than_days_ago", days: 1 })).toBe(false);
    expect(meets({ field: "joined", op: "never" }, { enrolledAt: moment.now })).toBe(false);
  });
});

describe("numbers", () => {
  it("leave out orders of which nothing is left", () => {
    const orders = [
      order("2026-03-30T08:00:00Z"),
      order("2026-03-30T09:00:00Z", { leftMinor: 0n, whollyRefunded: true }),
    ];
    expect(meets({ field: "orders", op: "equals", value: 1, withinDays: 1 }, { orders })).toBe(true);
    expect(meets({ field: "spend", op: "equals", value: 100, withinDays: 1 }, { orders })).toBe(true);
    const refunded = [order("2026-03-30T09:00:00Z", { whollyRefunded: true })];
    expect(meets({ field: "category", op: "any_of", values: ["tea"] }, { orders: refunded })).toBe(false);
  });

  it("compare an average order exactly, and never hold without an order", () => {
    const facts = { ordersCount: 2, spendMinor: 2_001n };
    expect(meets({ field: "aov", op: "at_least", value: 1_000 }, facts)).toBe(true);
    expect(meets({ field: "aov", op: "at_least", value: 1_001 }, facts)).toBe(false);
    expect(meets({ field: "aov", op: "equals", value: 1_000 }, facts)).toBe(false);
    expect(meets({ field: "aov", op: "at_most", value: 1_000_000 })).toBe(false);
  });

  it("of the top percent need an order and the spend of the last who is in", () => {
    const rank: Test = { field: "spend", op: "top_percent", percent: 20 };
    expect(meets(rank, { ordersCount: 1, spendMinor: 500n })).toBe(true);
    expect(meets(rank, { ordersCount: 1, spendMinor: 499n })).toBe(false);
    expect(meets(rank, { ordersCount: 0, spendMinor: 500n })).toBe(false);
  });
});

describe("values", () => {
  it("are none of any for who has none", () => {
    for (const field of ["tier", "country", "tags", "plan"] as const) {
      expect(meets({ field, op: "none_of", values: ["x"] })).toBe(true);
      expect(meets({ field, op: "any_of", values: ["x"] })).toBe(false);
    }
    expect(meets({ field: "nps", op: "none_of", values: ["promoter"] })).toBe(true);
    expect(meets({ field: "nps", op: "any_of", values: ["promoter"] })).toBe(false);
  });

  it("are compared as they are, but for the case of a country", () => {
    expect(meets({ field: "country", op: "any_of", values: ["gb"] }, { country: "GB" })).toBe(true);
    expect(meets({ field: "tags", op: "any_of", values: ["vip"] }, { tags: ["VIP"] })).toBe(false);
    expect(meets({ field: "tags", op: "none_of", values: ["vip", "new"] }, { tags: ["a", "new"] })).toBe(
      false,
    );
  });
});

it("a birthday is of its month, whatever the day", () => {
  const birthday = "1992-02-29";
  expect(meets({ field: "birthday", op: "in_month", month: 2 }, { birthday })).toBe(true);
  expect(meets({ field: "birthday", op: "in_month", month: "current" }, { birthday })).toBe(false);
  expect(meets({ field: "birthday", op: "in_month", month: "current" }, { birthday: "2000-03-01" })).toBe(
    true,
  );
  expect(meets({ field: "birthday", op: "in_month", month: 3 })).toBe(false);
});

it("groups need all or one of their parts, and are explained test by test", () => {
  const bought: Test = { field: "category", op: "any_of", values: ["tea"] };
  const member: Test = { field: "joined", op: "within_days", days: 1 };
  const facts = { ...nobody, orders: [order("2020-01-01T00:00:00Z")] };
  expect(holds({ any: [bought, member] }, facts, moment)).toBe(true);
  expect(holds({ all: [{ any: [bought] }, member] }, facts, moment)).toBe(false);
  expect(explain({ all: [{ any: [bought] }, member] }, facts, moment)).toEqual([
    { test: bought, met: true, value: ["tea"] },
    { test: member, met: false, value: null },
  ]);
});

it("the ready-made segments hold nobody of whom nothing is known", () => {
  expect(readyMadeSegments.filter(({ condition }) => holds(condition, nobody, moment))).toEqual([]);
});
