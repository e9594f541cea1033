import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { awardsFor } from "@/lib/domain/earning/awards";
import { creditOf } from "@/lib/domain/earning/credit";
import { factAt } from "@/lib/domain/earning/fact";
import type { Trigger } from "@/lib/domain/program/schema";
import { earn, earnerLike, gave, line, refused, unitsOf } from "@/lib/testing/earning-facts";
import { programDocumentSchema } from "./schema";

const file = (name: string) =>
  readFileSync(join(import.meta.dirname, "../../../examples/programs", `${name}.json`), "utf8");
const example = (name: string) => programDocumentSchema.parse(JSON.parse(file(name)));

/** What something other than an order earns, by rule. */
function earnsBy(name: string, trigger: Trigger, who = {}, event: Record<string, number> = {}) {
  const program = example(name);
  const fact = factAt(trigger, new Date("2026-03-10T12:00:00Z"), program.timezone, { event });
  return unitsOf(awardsFor(program, fact, earnerLike(who)));
}

test("minimal: a point for each whole pound, and the file is the one of the specification", () => {
  expect(unitsOf(earn(example("minimal"), { totalMinor: 3399n }))).toEqual({ purchase: 33n });
  expect(
    file("minimal"),
  ).toBe(`{ "schema": 1, "name": "Minimal", "currency": "GBP", "timezone": "Europe/London", "locales": ["en"],
  "earningRules": [ { "key": "purchase", "trigger": "order.paid", "stacking": "base",
    "effects": [ { "type": "rate", "asset": "points", "units": 1, "perMinor": 100, "rounding": "floor", "level": "order" } ] } ],
  "tiers": null, "rewards": [], "expiry": { "type": "none" } }
`);
});

test("points: five for each pound, none for what was paid with points", () => {
  const order = { totalMinor: 2050n, paidWithPointsMinor: 500n };
  expect(unitsOf(earn(example("points"), order))).toEqual({ purchase: 77n });
});

describe("cashback", () => {
  const program = example("cashback");
  const lines = [line(4000n), line(2500n, { category: "Gift cards" })];

  test("is 5% of the goods without gift cards and shipping, and 2% more for Gold within £20 a month", () => {
    const order = { lines, shippingMinor: 500n };
    expect(unitsOf(earn(program, order))).toEqual({ cashback: 200n });
    expect(unitsOf(earn(program, order, { tierKey: "gold" }))).toEqual({
      cashback: 200n,
      "gold-extra": 130n,
    });
    const past = [gave("gold-extra", 1900n, "2026-03-02T12:00:00Z", "credit")];
    expect(unitsOf(earn(program, order, { tierKey: "gold", past }))["gold-extra"]).toBe(100n);
  });

  test("waits for the delivery and fourteen days, and then lasts a year to the month's end", () => {
    const fact = factAt("order.paid", new Date("2026-03-10T12:00:00Z"), program.timezone, {
      order: { ...orderOfLines, lines },
      deliveredOn: "2026-03-20",
    });
    const [award] = awardsFor(program, fact, earnerLike()).awards;
    const credit =
      award &&
      creditOf(award, {
        ...{ customerId: "c", sourceType: "order", sourceId: "o", key: "k", orderId: "o", fact },
        version: { document: program, number: 1 },
      });
    expect(credit).toMatchObject({ pending: { availableOn: "2026-04-03" }, expiresOn: "2027-04-30" });
  });
});

const orderOfLines = {
  ...{ totalMinor: 6500n, paidWithPointsMinor: 0n, paidWithCreditMinor: 0n, discountMinor: 0n },
  ...{ taxMinor: 0n, shippingMinor: 0n, channel: null, number: 1, daysSinceOrder: null },
};

test("vip: Silver earns a quarter more, Gold half more and the whole once again", () => {
  const order = { totalMinor: 3399n };
  const by = (tierKey: string) => unitsOf(earn(example("vip"), order, { tierKey }));
  expect([by("bronze"), by("silver"), by("gold")]).toEqual([
    { purchase: 33n },
    { purchase: 41n },
    { purchase: 49n, "gold-double": 49n },
  ]);
});

test("stamp card: a stamp for each coffee, at most four an order and six a day", () => {
  const coffees = (quantity: number) => ({
    lines: [
      line(300n * BigInt(quantity), { category: "Coffee", quantity }),
      line(250n, { category: "Cake" }),
    ],
  });
  const stamps = (quantity: number, before = 0n) =>
    unitsOf(
      earn(example("stamp-card"), coffees(quantity), {
        past: before > 0n ? [gave("stamp", before, "2026-03-10T08:00:00Z", "stamps:coffee")] : [],
      }),
    );
  expect([stamps(2), stamps(5), stamps(3, 4n), stamps(1, 6n)]).toEqual([
    { stamp: 2n },
    { stamp: 4n },
    { stamp: 2n },
    {},
  ]);
});

test("welcome and birthday: 100 on joining, 250 on birthdays and 100 more for regulars, reviews now and then", () => {
  expect(earnsBy("welcome-birthday", "customer.joined")).toEqual({ welcome: 100n });
  expect(earnsBy("welcome-birthday", "customer.birthday")).toEqual({ birthday: 250n });
  const regular = { customer: { ordersCount: 3 } };
  expect(earnsBy("welcome-birthday", "customer.birthday", regular)).toEqual({
    birthday: 250n,
    "birthday-regulars": 100n,
  });
  const yesterday = { past: [gave("review", 30n, "2026-03-09T13:00:00Z")] };
  expect(earnsBy("welcome-birthday", "review.posted")).toEqual({ review: 30n });
  expect(earnsBy("welcome-birthday", "review.posted", yesterday)).toEqual({});
  expect(earnsBy("welcome-birthday", "event.store-visit", {}, { minutes: 45 })).toEqual({
    "long-visit": 20n,
  });
  expect(earnsBy("welcome-birthday", "event.store-visit", {}, { minutes: 5 })).toEqual({});
});

test("welcome: double points in May", () => {
  const may = earn(example("welcome"), { totalMinor: 2000n }, {}, "2026-05-31T22:59:00Z");
  expect(unitsOf(may)).toEqual({ purchase: 20n, "double-may": 20n });
  const june = earn(example("welcome"), { totalMinor: 2000n }, {}, "2026-05-31T23:00:00Z");
  expect(unitsOf(june)).toEqual({ purchase: 20n });
});

test("second purchase and threshold: 150 for coming back in 30 days, 1,000 once at £500, half more from £80", () => {
  const program = example("second-purchase-threshold");
  const second = { totalMinor: 3000n, number: 2, daysSinceOrder: 30 };
  expect(unitsOf(earn(program, second))).toEqual({ purchase: 30n, "second-order": 150n });
  expect(unitsOf(earn(program, { ...second, daysSinceOrder: 31 }))).toEqual({ purchase: 30n });
  expect(unitsOf(earn(program, { totalMinor: 30_000n }))).toEqual({ purchase: 300n, "large-basket": 100n });
  const rich = { customer: { spendMinor: 48_000n } };
  expect(unitsOf(earn(program, { totalMinor: 2000n }, rich))).toEqual({ purchase: 20n, "spent-500": 1000n });
  const again = { ...rich, past: [gave("spent-500", 1000n, "2024-01-01T00:00:00Z")] };
  expect(unitsOf(earn(program, { totalMinor: 2000n }, again))).toEqual({ purchase: 20n });
});

test("paid membership: tier and plan multiply one after the other, the outlet earns half", () => {
  const program = example("paid-tier-multiplier");
  const order = { lines: [line(3000n), line(1000n, { collection: "Outlet" })] };
  expect(unitsOf(earn(program, order))).toEqual({ purchase: 70n });
  const member = { tierKey: "regular", plans: ["plus"] };
  const [award] = earn(program, order, member).awards;
  expect(award?.trace.arithmetic.map(({ step, result }) => [step, result])).toEqual([
    ["rate", "80"],
    ["tier", "120"],
    ["plan", "240"],
    ["share", "60"],
    ["reduce", "210"],
  ]);
});

test("price drop: 1% back on every order, besides the difference when a price falls", () => {
  expect(unitsOf(earn(example("price-drop"), { totalMinor: 12_050n }))).toEqual({ purchase: 120n });
});

test("happy hours: doubled from five to seven on working days, and 25 points in the nights of the weekend", () => {
  const at = (time: string, past: string[] = []) =>
    unitsOf(
      earn(
        example("happy-hours"),
        { totalMinor: 1000n },
        { past: past.map((one) => gave("night", 25n, one)) },
        time,
      ),
    );
  expect(at("2026-07-07T16:00:00Z")).toEqual({ purchase: 10n, "after-work": 10n });
  expect(at("2026-07-07T18:00:00Z")).toEqual({ purchase: 10n });
  expect(at("2026-01-04T01:59:00Z")).toEqual({ purchase: 10n, night: 25n });
  expect(at("2026-01-04T01:59:00Z", ["2026-01-03T23:30:00Z"])).toEqual({ purchase: 10n });
});

test("all in one basket: three categories double the points, and breakfast brings 40", () => {
  const basket = (...categories: string[]) => ({
    lines: categories.map((category) => line(1000n, { category })),
  });
  const program = example("all-in-one-basket");
  expect(unitsOf(earn(program, basket("Coffee", "Coffee", "Bread")))).toEqual({ purchase: 30n });
  expect(unitsOf(earn(program, basket("Coffee", "Bread", "Jam")))).toEqual({
    purchase: 30n,
    "three-kinds": 30n,
    breakfast: 40n,
  });
  const elsewhere = earn(program, { ...basket("Tea", "Bread", "Jam"), channel: "marketplace" });
  expect(refused(elsewhere)).toEqual({ "three-kinds": "conditions", breakfast: "conditions" });
});
