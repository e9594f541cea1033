import { describe, expect, test } from "vitest";
import {
  earn,
  earnerLike,
  factor,
  fixed,
  line,
  programOf,
  type RuleInput,
  rate,
  refused,
  unitsOf,
} from "@/lib/testing/earning-facts";
import { awardsFor } from "./awards";
import { factAt } from "./fact";

type Condition = NonNullable<RuleInput["conditions"]>;
type Order = Parameters<typeof earn>[1];
const asking = (condition: Condition) => programOf([rate({ conditions: { all: [condition] } })]);
const meets = (condition: Condition, order: Order, who = {}) =>
  earn(asking(condition), order, who).awards.length > 0;

describe("happy hours", () => {
  const at = (hours: { days: number[]; from: string; until: string }, ...times: string[]) =>
    times.map((time) => {
      const program = programOf([rate({ when: { hours: [hours] } })]);
      return earn(program, { totalMinor: 1000n }, {}, time).awards.length;
    });

  test("begin with their first minute and end before their last, on their weekdays, in the program's zone", () => {
    const hours = { days: [2], from: "17:00", until: "19:00" };
    const march = ["16:59", "17:00", "18:59", "19:00"].map((time) => `2026-03-10T${time}:00Z`);
    expect(at(hours, ...march)).toEqual([0, 1, 1, 0]);
    // Summer time: clocks in London are an hour ahead of UTC. The day after is no Tuesday.
    expect(at(hours, "2026-06-09T15:59:00Z", "2026-06-09T16:00:00Z", "2026-06-10T16:00:00Z")).toEqual([
      0, 1, 0,
    ]);
  });

  test("may last until midnight, or over it into the next day", () => {
    const evening = { days: [2], from: "22:00", until: "00:00" };
    expect(at(evening, "2026-03-10T23:59:00Z", "2026-03-11T00:00:00Z")).toEqual([1, 0]);
    const night = { days: [7], from: "22:00", until: "02:00" };
    const times = [
      "2026-03-08T21:59:00Z",
      "2026-03-08T22:00:00Z",
      "2026-03-09T01:59:00Z",
      "2026-03-09T02:00:00Z",
    ];
    expect(at(night, ...times)).toEqual([0, 1, 1, 0]);
  });

  test("are missing on the day whose clocks skip them, and come twice on the day that repeats them", () => {
    const hours = { days: [7], from: "01:00", until: "02:00" };
    expect(at(hours, "2026-03-29T00:59:00Z", "2026-03-29T01:00:00Z")).toEqual([0, 0]);
    expect(at(hours, "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", "2026-10-25T02:00:00Z")).toEqual([
      1, 1, 0,
    ]);
  });

  test("say that it is not the hour", () => {
    const program = programOf([rate({ when: { hours: [{ days: [1], from: "00:00", until: "00:00" }] } })]);
    expect(refused(earn(program, { totalMinor: 1000n }))).toEqual({ purchase: "hours" });
  });
});

describe("a condition on the order", () => {
  const lines = [
    line(1000n, { category: "Coffee", sku: "C1", collection: "new", quantity: 2 }),
    line(500n, { category: "Tea", sku: "T1" }),
    line(500n, { category: "Tea" }),
  ];
  const order = { lines, channel: "web", number: 2, daysSinceOrder: 9 };

  test.each<[Condition, boolean]>([
    [{ field: "order_total", op: "at_least", value: 2000 }, true],
    [{ field: "order_total", op: "at_most", value: 1999 }, false],
    [{ field: "order_items", op: "equals", value: 4 }, true],
    [{ field: "order_categories", op: "at_least", value: 2 }, true],
    [{ field: "order_categories", op: "at_least", value: 3 }, false],
    [{ field: "order_number", op: "equals", value: 2 }, true],
    [{ field: "days_since_order", op: "at_most", value: 9 }, true],
    [{ field: "spend_after", op: "at_least", value: 2000 }, true],
    [{ field: "order_category", op: "all_of", values: ["Tea", "Coffee"] }, true],
    [{ field: "order_category", op: "all_of", values: ["Tea", "Cake"] }, false],
    [{ field: "order_category", op: "any_of", values: ["Cake", "Tea"] }, true],
    [{ field: "order_category", op: "none_of", values: ["Cake"] }, true],
    [{ field: "order_sku", op: "any_of", values: ["c1"] }, false],
    [{ field: "order_collection", op: "any_of", values: ["new"] }, true],
    [{ field: "order_channel", op: "none_of", values: ["web"] }, false],
  ])("%j is %j of an order of two coffees and two teas", (condition, met) => {
    expect(meets(condition, order)).toBe(met);
  });

  test("days since the last one: a first order passes no such test", () => {
    expect(meets({ field: "days_since_order", op: "at_least", value: 0 }, { totalMinor: 100n })).toBe(false);
  });

  test("spend with the order adds it to what the customer spent before", () => {
    const condition: Condition = { field: "spend_after", op: "at_least", value: 10_000 };
    expect(meets(condition, { totalMinor: 4000n }, { customer: { spendMinor: 5999n } })).toBe(false);
    expect(meets(condition, { totalMinor: 4000n }, { customer: { spendMinor: 6000n } })).toBe(true);
  });
});

describe("a condition", () => {
  const gbAndLarge: Condition = {
    all: [
      { field: "country", op: "any_of", values: ["GB"] },
      {
        any: [
          { field: "order_total", op: "at_least", value: 5000 },
          { field: "orders", op: "at_least", value: 3 },
        ],
      },
    ],
  };

  test("asks customer and order together, and the trace keeps each test with what was found", () => {
    const who = { customer: { country: "gb", ordersCount: 4 } };
    const [award] = earn(asking(gbAndLarge), { totalMinor: 1000n }, who).awards;
    expect(award?.trace.conditions).toEqual([
      { test: { field: "country", op: "any_of", values: ["GB"] }, met: true, value: ["gb"] },
      { test: { field: "order_total", op: "at_least", value: 5000 }, met: false, value: "1000" },
      { test: { field: "orders", op: "at_least", value: 3 }, met: true, value: "4" },
    ]);
  });

  test("that is not met says what was found instead", () => {
    const { refusals } = earn(asking(gbAndLarge), { totalMinor: 9000n }, { customer: { country: "FR" } });
    expect(refusals[0]).toMatchObject({
      why: "conditions",
      conditions: [{ met: false, value: ["FR"] }, {}, {}],
    });
  });

  test("finds nothing in a stranger, of whom everything is none", () => {
    expect(meets({ field: "orders", op: "equals", value: 0 }, { totalMinor: 100n })).toBe(true);
    expect(meets({ field: "country", op: "any_of", values: ["GB"] }, { totalMinor: 100n })).toBe(false);
  });

  test("of a factor stands with the bonus it gives", () => {
    const twoForOne = factor("basket", 20_000, {
      conditions: { all: [{ field: "order_categories", op: "at_least", value: 2 }] },
    });
    const order = { lines: [line(500n, { category: "a" }), line(500n, { category: "b" })] };
    const [, bonus] = earn(programOf([rate(), twoForOne]), order).awards;
    expect(bonus?.trace.conditions).toMatchObject([{ met: true, value: "2" }]);
  });
});

describe("an event", () => {
  const fields = [
    { key: "minutes", type: "number" as const },
    { key: "alone", type: "boolean" as const },
    { key: "city", type: "text" as const },
  ];
  const eventTypes = [{ key: "store-visit", fields }];
  const visit = (condition: Condition, event: Record<string, string | number | boolean>) => {
    const rules = [fixed("visit", 20, { trigger: "event.store-visit", conditions: { all: [condition] } })];
    const fact = factAt("event.store-visit", new Date("2026-03-10T12:00:00Z"), "Europe/London", { event });
    return unitsOf(awardsFor(programOf(rules, { eventTypes }), fact, earnerLike())).visit ?? 0n;
  };

  test("is asked for its data: numbers as numbers, texts and truths as texts", () => {
    const long: Condition = { field: "event", name: "minutes", op: "at_least", value: 12.5 };
    expect([visit(long, { minutes: 12.5 }), visit(long, { minutes: 12 }), visit(long, {})]).toEqual([
      20n,
      0n,
      0n,
    ]);
    const alone: Condition = { field: "event", name: "alone", op: "any_of", values: ["true"] };
    expect([visit(alone, { alone: true }), visit(alone, { alone: false })]).toEqual([20n, 0n]);
  });

  test("without the field passes none_of alone", () => {
    expect(visit({ field: "event", name: "city", op: "none_of", values: ["York"] }, {})).toBe(20n);
    expect(visit({ field: "event", name: "city", op: "any_of", values: ["York"] }, {})).toBe(0n);
  });

  test("of a segment or challenge sets off the rules of that one alone", () => {
    const rules = [
      fixed("in-vip", 5, { trigger: "segment.entered", segment: "vip" }),
      fixed("in-new", 6, { trigger: "segment.entered", segment: "new", stacking: "bonus" }),
      fixed("any", 7, { trigger: "challenge.completed", stacking: "bonus" }),
      fixed("may", 8, { trigger: "challenge.completed", challenge: "may", stacking: "bonus" }),
    ];
    const days = { from: "2026-05-01", until: "2026-05-31" };
    const gamification = {
      challenges: [{ key: "may", metric: "orders" as const, target: 3, ...days }],
    };
    const earned = (trigger: "segment.entered" | "challenge.completed", subject: string) =>
      unitsOf(
        awardsFor(
          programOf(rules, { gamification }),
          factAt(trigger, new Date("2026-03-10T12:00:00Z"), "Europe/London", { subject }),
          earnerLike(),
        ),
      );
    expect(earned("segment.entered", "vip")).toEqual({ "in-vip": 5n });
    expect(earned("challenge.completed", "june")).toEqual({ any: 7n });
    expect(earned("challenge.completed", "may")).toEqual({ any: 7n, may: 8n });
  });
});

test("rules say whom they are not for", () => {
  const rules = [
    rate({ key: "tier", who: { tiers: ["gold"] } }),
    rate({ key: "segment", who: { segments: ["vip"] } }),
    rate({ key: "dates", when: { from: "2026-04-01" } }),
    rate({ key: "off", active: false }),
    fixed("joined", 5, { trigger: "customer.joined" }),
  ];
  const tiers = { metric: "spend" as const, levels: [{ key: "gold", threshold: 1 }] };
  expect(refused(earn(programOf(rules, { tiers }), { totalMinor: 100n }))).toEqual({
    tier: "tier",
    segment: "segment",
    dates: "dates",
  });
});
