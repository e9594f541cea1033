import { createTranslator } from "next-intl";
import { describe, expect, test } from "vitest";
import { stranger } from "@/lib/domain/earning/applies";
import {
  type EarningRule,
  earningRuleSchema,
  eventTypeSchema,
  type Locale,
  locales,
  triggers,
} from "@/lib/domain/program/schema";
import { createFormat } from "@/lib/platform/i18n/format";
import { loadMessages } from "@/lib/platform/i18n/messages";
import { createEarnWords } from "./earn-words";

function wordsIn(locale: Locale) {
  const t = createTranslator({ locale, messages: loadMessages(locale), namespace: "rewards" });
  const format = createFormat({ locale, currency: "GBP", timeZone: "Europe/London" });
  const refilled = eventTypeSchema.parse({ key: "refill", name: { en: "Jar refilled", ru: "Банка" } });
  return createEarnWords({
    t,
    format,
    locale,
    program: { eventTypes: [refilled], locales: ["en", "ja", "ru"] },
    units: (asset, count) => {
      if (asset === "credit") return format.money(count);
      return t(asset === "points" ? "points" : "stamps", { count: Number(count) });
    },
    tier: (key) => key,
  });
}
const rule = (over: object): EarningRule =>
  earningRuleSchema.parse({
    key: "rule",
    trigger: "order.paid",
    effects: [{ type: "fixed", asset: "points", units: 25 }],
    ...over,
  });
const en = wordsIn("en");

describe("a way to earn, as customers read it,", () => {
  test.each([
    [{ effects: [{ type: "rate", asset: "points", units: 1, perMinor: 50 }] }, "1 point for each £0.50"],
    [{ effects: [{ type: "percent", asset: "credit", percentBps: 300 }] }, "3% back as store credit"],
    [{ effects: [{ type: "per_item", asset: "stamps:card", units: 1 }] }, "1 stamp for each item"],
    [{ effects: [{ type: "multiply", factorBps: 15_000 }] }, "1.5 times the points of an order"],
    [{}, "25 points with each order"],
    [{ trigger: "customer.birthday" }, "25 points on your birthday"],
    [{ trigger: "review.posted" }, "25 points for a review"],
    [{ trigger: "event.refill" }, "25 points for “Jar refilled”"],
    [
      {
        effects: [
          { type: "fixed", asset: "points", units: 25 },
          { type: "fixed", asset: "stamps:card", units: 2 },
        ],
        trigger: "visit",
      },
      "25 points and 2 stamps for a visit",
    ],
  ])("says what it gives and for what: %o", (over, text) => {
    expect(en.gives(rule(over))).toBe(text);
  });

  test.each(locales)("has words for every trigger in %s", (locale) => {
    const words = wordsIn(locale);
    const told = triggers.map((trigger) => words.gives(rule({ trigger })));
    expect(new Set(told).size).toBe(triggers.length);
    for (const text of told) expect(text).not.toMatch(/rewards\.|occasions|undefined/);
  });

  test("names every term that a customer can act on, and that there are others", () => {
    const terms = en.terms(
      rule({
        basis: { amount: "lines_after_discounts", only: { categories: ["Bath"] }, tax: false },
        who: { tiers: ["gold"], segments: ["quiet"] },
        conditions: {
          all: [
            { field: "order_total", op: "at_least", value: 8000 },
            { field: "order_number", op: "equals", value: 2 },
            { field: "country", op: "any_of", values: ["GB"] },
          ],
        },
        when: { hours: [{ days: [2], from: "17:00", until: "21:00" }], until: "2026-12-24" },
        caps: { perOrder: 100, perPeriod: [{ units: 500, period: "month" }] },
        frequency: { times: 4, period: "week" },
        cooldownHours: 24,
        activation: { type: "days", days: 14, after: "delivered" },
        expiry: { type: "rolling", months: 2 },
      }),
      stranger,
    );
    expect(terms).toEqual([
      "For gold",
      "For selected members",
      "Only for Bath",
      "Not counted: tax",
      "For orders from £80.00",
      "With your 2nd order",
      "Further terms apply",
      "Tuesday, 17:00–21:00",
      "At most 100 points per order",
      "At most 500 points a month",
      "4 times a week",
      "Again after 24 hours",
      "Can be used 14 days after delivery",
      "Points can be used for 2 months.",
      "until 24 Dec 2026",
    ]);
  });

  test("tells every kind of expiry, and never that points last when they do not", () => {
    expect([
      en.expiry({ type: "none" }),
      en.expiry({ type: "rolling", months: 12, roundTo: "day" }),
      en.expiry({ type: "rolling", months: 1, roundTo: "quarter" }),
      en.expiry({ type: "inactivity", months: 6, resetBy: ["earn"] }),
      en.expiry({ type: "fixed", dates: ["06-30", "12-31"], minDays: 0 }),
    ]).toEqual([
      "Points do not expire.",
      "Points can be used for 12 months.",
      "Points can be used for 1 month, on to the end of that quarter.",
      "Points expire after 6 months in which nothing happens in your account.",
      "Points expire at the end of 30 Jun and 31 Dec each year.",
    ]);
  });
});
