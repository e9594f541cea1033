import { describe, expect, test } from "vitest";
import {
  earn,
  fixed,
  gave,
  NOON,
  programOf,
  type RuleInput,
  rate,
  refused,
  unitsOf,
} from "@/lib/testing/earning-facts";
import { periodOf } from "./limits";

const order = { totalMinor: 10_000n };
const capped = (caps: RuleInput["caps"]) => programOf([rate({ caps })]);

describe("caps", () => {
  test("per order reduce the award, and the trace says by how much", () => {
    const [award] = earn(capped({ perOrder: 60 }), order).awards;
    expect(award?.units).toBe(60n);
    expect(award?.trace.arithmetic.at(-1)).toEqual({
      step: "cap",
      cap: "order",
      limit: 60,
      used: "0",
      removed: "40",
      result: "60",
    });
  });

  test.each([
    ["day", "2026-03-10T00:00:00Z", "2026-03-09T23:59:00Z"],
    ["week", "2026-03-09T00:00:00Z", "2026-03-08T23:59:00Z"],
    ["month", "2026-03-01T00:00:00Z", "2026-02-28T23:59:00Z"],
    ["year", "2026-01-01T00:00:00Z", "2025-12-31T23:59:00Z"],
  ] as const)(
    "per %s leave what is left of the calendar period in the program's zone",
    (period, inside, outside) => {
      const program = capped({ perPeriod: [{ units: 120, period }] });
      expect(unitsOf(earn(program, order, { past: [gave("purchase", 50n, inside)] }))).toEqual({
        purchase: 70n,
      });
      expect(unitsOf(earn(program, order, { past: [gave("purchase", 50n, outside)] }))).toEqual({
        purchase: 100n,
      });
    },
  );

  test("per lifetime count everything the rule gave, whatever came later", () => {
    const program = capped({ perPeriod: [{ units: 120, period: "lifetime" }] });
    const past = [
      gave("purchase", 50n, "2019-01-01T00:00:00Z"),
      gave("purchase", 50n, "2026-04-01T00:00:00Z"),
    ];
    expect(unitsOf(earn(program, order, { past }))).toEqual({ purchase: 20n });
  });

  test("count what the rule itself gave of the asset, and give back the room that claw-backs made", () => {
    const program = capped({ perPeriod: [{ units: 120, period: "month" }] });
    const past = [gave("other", 90n), gave("purchase", 90n, NOON, "credit"), gave("purchase", 0n)];
    expect(unitsOf(earn(program, order, { past }))).toEqual({ purchase: 100n });
  });

  test("of several the narrowest wins, each with its step", () => {
    const program = capped({
      perOrder: 90,
      perPeriod: [
        { units: 80, period: "week" },
        { units: 500, period: "year" },
      ],
    });
    const [award] = earn(program, order, { past: [gave("purchase", 10n)] }).awards;
    expect(award?.trace.arithmetic.slice(1)).toMatchObject([
      { cap: "order", removed: "10", result: "90" },
      { cap: "week", used: "10", removed: "20", result: "70" },
    ]);
  });

  test("that are used up give nothing and say so", () => {
    const program = capped({ perPeriod: [{ units: 50, period: "month" }] });
    const earned = earn(program, order, { past: [gave("purchase", 60n)] });
    expect([earned.awards, refused(earned)]).toEqual([[], { purchase: "capped" }]);
  });

  test("hold for a bonus by itself", () => {
    const program = programOf([rate(), fixed("gift", 50, { stacking: "bonus", caps: { perOrder: 10 } })]);
    expect(unitsOf(earn(program, order))).toEqual({ purchase: 100n, gift: 10n });
  });
});

describe("a limit per transaction", () => {
  test("refuses the award as a whole, by what was computed before caps", () => {
    const program = capped({ rejectAbove: 99, perOrder: 50 });
    expect(refused(earn(program, order))).toEqual({ purchase: "above_limit" });
    expect(unitsOf(earn(program, { totalMinor: 9999n }))).toEqual({ purchase: 50n });
  });
});

describe("a frequency", () => {
  const twice = programOf([rate({ frequency: { times: 2, period: "month" } })]);

  test("lets a rule give so many times per period", () => {
    const past = [gave("purchase", 5n, "2026-03-02T00:00:00Z"), gave("purchase", 5n, "2026-02-27T00:00:00Z")];
    expect(unitsOf(earn(twice, order, { past }))).toEqual({ purchase: 100n });
    const more = [...past, gave("purchase", 5n, "2026-03-02T00:00:00Z")];
    expect(refused(earn(twice, order, { past: more }))).toEqual({ purchase: "frequency" });
  });

  test("counts one award of two assets once, and one that was wholly clawed back not at all", () => {
    const past = [gave("purchase", 5n), gave("purchase", 5n, NOON, "credit"), gave("purchase", 0n)];
    expect(unitsOf(earn(twice, order, { past }))).toEqual({ purchase: 100n });
  });
});

describe("a cooldown", () => {
  const daily = programOf([rate({ cooldownHours: 24 })]);
  const last = (at: string) => refused(earn(daily, order, { past: [gave("purchase", 5n, at)] }));

  test("keeps awards so many hours apart, to the minute, whichever is told first", () => {
    expect(last("2026-03-09T12:01:00Z")).toEqual({ purchase: "cooldown" });
    expect(last("2026-03-09T12:00:00Z")).toEqual({});
    expect(last("2026-03-11T11:59:00Z")).toEqual({ purchase: "cooldown" });
    expect(last("2026-03-11T12:00:00Z")).toEqual({});
  });

  test("counts hours that pass, also over the night in which clocks change", () => {
    const past = [gave("purchase", 5n, "2026-03-28T12:00:00Z")];
    expect(refused(earn(daily, order, { past }, "2026-03-29T11:59:00Z"))).toEqual({ purchase: "cooldown" });
    expect(refused(earn(daily, order, { past }, "2026-03-29T12:00:00Z"))).toEqual({});
  });
});

test("weeks are those of ISO 8601, across the year and before 1970", () => {
  expect(["2026-12-31", "2027-01-03", "2027-01-04", "1969-12-31"].map((on) => periodOf("week", on))).toEqual([
    "2026-12-28",
    "2026-12-28",
    "2027-01-04",
    "1969-12-29",
  ]);
});
