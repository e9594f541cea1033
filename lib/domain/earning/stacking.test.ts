import { describe, expect, test } from "vitest";
import { earn, factor, fixed, line, programOf, rate, refused, unitsOf } from "@/lib/testing/earning-facts";

const stamp = (units: number) => ({ type: "fixed" as const, asset: "stamps:card", units });
const stampCards = [{ key: "card" }];

describe("of base rules", () => {
  test("the one that gives this order most counts, and of equal ones the first in the document", () => {
    const rules = [fixed("flat", 9), rate(), rate({ key: "late" })];
    expect(unitsOf(earn(programOf(rules), { totalMinor: 800n }))).toEqual({ flat: 9n });
    const tied = earn(programOf(rules), { totalMinor: 900n });
    expect([unitsOf(tied), refused(tied)]).toEqual([{ flat: 9n }, { purchase: "outdone", late: "outdone" }]);
    expect(unitsOf(earn(programOf(rules), { totalMinor: 1000n }))).toEqual({ purchase: 10n });
  });

  test("each asset has a winner of its own", () => {
    const both = rate({
      key: "both",
      effects: [{ type: "fixed", asset: "points", units: 5 }, stamp(1)],
    });
    const earned = earn(programOf([both, rate()], { stampCards }), { totalMinor: 1000n });
    expect(earned.awards.map(({ ruleKey, asset, units }) => [ruleKey, asset, units])).toEqual([
      ["both", "stamps:card", 1n],
      ["purchase", "points", 10n],
    ]);
    expect(earned.refusals).toEqual([]);
  });

  test("one whose cap is used up leaves the order to the next", () => {
    const capped = rate({ key: "triple", caps: { perOrder: 5 } }, 3);
    expect(unitsOf(earn(programOf([capped, rate()]), { totalMinor: 2000n }))).toEqual({ purchase: 20n });
  });
});

describe("an exclusive rule", () => {
  const exclusive = fixed("launch", 3, { stacking: "exclusive" });

  test("replaces base, bonus and factor of its asset, even where they would give more", () => {
    const rules = [rate(), fixed("gift", 50, { stacking: "bonus" }), factor("double", 20_000), exclusive];
    const earned = earn(programOf(rules), { totalMinor: 1000n });
    expect(unitsOf(earned)).toEqual({ launch: 3n });
    expect(refused(earned)).toEqual({ purchase: "replaced", gift: "replaced", double: "replaced" });
  });

  test("leaves other assets alone", () => {
    const stamps = rate({ key: "stamp", effects: [stamp(1)] });
    const earned = earn(programOf([stamps, exclusive], { stampCards }), { totalMinor: 1000n });
    expect(unitsOf(earned)).toEqual({ stamp: 1n, launch: 3n });
  });

  test("replaces nothing where it does not apply: by its dates, its lines or because it rests", () => {
    const past = [{ ruleKey: "launch", asset: "points", units: 3n, at: new Date(0), on: "1970-01-01" }];
    const closed = [
      { when: { until: "2026-03-09" } },
      { basis: { only: { skus: ["other"] } } },
      { frequency: { times: 1, period: "lifetime" as const } },
    ];
    for (const over of closed) {
      const program = programOf([rate(), { ...exclusive, ...over }]);
      expect(unitsOf(earn(program, { lines: [line(1000n)] }, { past }))).toEqual({ purchase: 10n });
    }
  });

  test("whose cap is used up still replaces the others: the cap is the promise", () => {
    const capped = { ...exclusive, caps: { perPeriod: [{ units: 3, period: "month" as const }] } };
    const past = [{ ruleKey: "launch", asset: "points", units: 3n, at: new Date(0), on: "2026-03-01" }];
    const earned = earn(programOf([rate(), capped]), { totalMinor: 1000n }, { past });
    expect([earned.awards, refused(earned)]).toEqual([[], { purchase: "replaced", launch: "capped" }]);
  });
});

describe("a factor", () => {
  test("above 1 adds a row on top of the base award, by the base's rounding; factors add up", () => {
    const rules = [rate(), factor("half", 15_000), factor("double", 20_000)];
    expect(unitsOf(earn(programOf(rules), { totalMinor: 3399n }))).toEqual({
      purchase: 33n,
      half: 16n,
      double: 33n,
    });
  });

  test("with a selection works on the share of the base award that those lines earned", () => {
    const sale = factor("sale", 20_000, { basis: { only: { collections: ["sale"] } } });
    const order = { lines: [line(2000n), line(1000n, { collection: "sale" })], discountMinor: 300n };
    const earned = earn(programOf([rate(), sale]), order);
    expect(unitsOf(earned)).toEqual({ purchase: 27n, sale: 9n });
    const [, bonus] = earned.awards;
    expect([bonus?.basisMinor, bonus?.lines.map(({ lineId, units }) => [lineId, units])]).toEqual([
      900n,
      [["2", 9n]],
    ]);
    expect(bonus?.trace.arithmetic).toEqual([
      { step: "share", base: "27", selected: "900", all: "2700", rounding: "floor", result: "9" },
      { step: "multiply", base: "9", factorBps: 20_000, rounding: "floor", result: "9" },
    ]);
  });

  test("with a selection needs lines", () => {
    const sale = factor("sale", 20_000, { basis: { only: { collections: ["sale"] } } });
    expect(refused(earn(programOf([rate(), sale]), { totalMinor: 1000n }))).toEqual({ sale: "no_lines" });
  });

  test("below 1 lessens the base award, with the step in its trace and no row of its own", () => {
    const earned = earn(programOf([rate(), factor("sale", 5000)]), { totalMinor: 3399n });
    expect([unitsOf(earned), earned.refusals]).toEqual([{ purchase: 16n }, []]);
    expect(earned.awards[0]?.trace.arithmetic.at(-1)).toEqual({
      step: "reduce",
      rule: "sale",
      base: "33",
      factorBps: 5000,
      rounding: "floor",
      removed: "17",
      result: "16",
    });
  });

  test("below 1 on some lines takes from those lines only", () => {
    const sale = factor("sale", 0, { basis: { only: { collections: ["sale"] } } });
    const order = { lines: [line(2000n), line(1000n, { collection: "sale" })] };
    const [award] = earn(programOf([rate(), sale]), order).awards;
    expect(award?.units).toBe(20n);
    expect(award?.lines.map(({ lineId, units }) => [lineId, units])).toEqual([
      ["1", 20n],
      ["2", 0n],
    ]);
  });

  test("never takes more than there is", () => {
    const earned = earn(programOf([rate(), factor("a", 0), factor("b", 0)]), { totalMinor: 1000n });
    expect(earned.awards).toEqual([]);
  });

  test("works on points alone, and gives nothing without a base award", () => {
    const credit = rate({ effects: [{ type: "percent", asset: "credit", percentBps: 500 }] });
    const earned = earn(programOf([credit, factor("double", 20_000)]), { totalMinor: 1000n });
    expect([unitsOf(earned), refused(earned)]).toEqual([{ purchase: 50n }, { double: "nothing_to_earn" }]);
  });
});

test("the trace keeps what an edited order is judged by again: tier, segments, plans, number", () => {
  const [award] = earn(
    programOf([rate()]),
    { totalMinor: 1000n, number: 3 },
    { tierKey: "gold", segments: ["vip", "other"], plans: ["monthly"] },
  ).awards;
  expect(award?.trace.facts).toEqual({
    total: "1000",
    basis: "1000",
    tier: "gold",
    on: "2026-03-10",
    segments: ["vip", "other"],
    plans: ["monthly"],
    orderNumber: 3,
  });
});
