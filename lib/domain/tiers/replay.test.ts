import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type TierLadder, tierLadderSchema } from "@/lib/domain/program/schema";
import { addDays, eachDay, midnightOf } from "@/lib/domain/time";
import { projection } from "./projection";
import { tierAt } from "./replay";
import type { TierHistory } from "./types";

type Changes = Partial<Omit<TierLadder, "levels" | "metric">>;

/** Bronze from 0, silver from 200 kept with 150, gold from 500 kept with 400. */
function ladderOf(changes: Changes = {}): TierLadder {
  return tierLadderSchema.parse({
    metric: "spend",
    levels: [
      { key: "bronze", threshold: 0 },
      { key: "silver", threshold: 200, keep: 150 },
      { key: "gold", threshold: 500, keep: 400 },
    ],
    ...changes,
  });
}

const year: Changes = { window: { type: "calendar_year" } };
const twelveMonths: Changes = { window: { type: "rolling", months: 12 } };

/** Facts from lines such as `2026-03-01 500`, at noon of the zone's day unless a time is given. */
function facts(...lines: string[]): TierHistory {
  return lines.map((line) => {
    const [at = "", amount = ""] = line.split(" ");
    return { at: new Date(at.includes("T") ? at : `${at}T12:00Z`), amount: BigInt(amount) };
  });
}

const setting = { timezone: "UTC", floor: null };
const on = (ladder: TierLadder, history: TierHistory, date: string, timezone = "UTC") =>
  tierAt(ladder, history, midnightOf(date, timezone), { timezone, floor: null });

/** The tier from each midnight on at which it changed or its grace began, up to a date. */
function moves(ladder: TierLadder, history: TierHistory, until: string, timezone = "UTC"): string[] {
  const first = history[0]?.at.toISOString().slice(0, 10) ?? until;
  let before = "";
  return eachDay({ from: addDays(first, 1), to: addDays(until, 1) }).flatMap((date) => {
    const { tierKey, graceUntil } = on(ladder, history, date, timezone);
    const now = `${tierKey}${graceUntil ? ` until ${graceUntil}` : ""}`;
    if (now === before) return [];
    before = now;
    return [`${date} ${now}`];
  });
}

describe("a calendar year", () => {
  const gold = facts("2026-03-01 500");

  test("lifts at once, holds through the next year, and falls as far as the year that ended says", () => {
    expect(tierAt(ladderOf(year), gold, new Date("2026-03-01T12:00Z"), setting)).toMatchObject({
      tierKey: "gold",
      since: new Date("2026-03-01T12:00Z"),
      reviewOn: "2027-01-01",
    });
    expect(moves(ladderOf(year), gold, "2029-01-02")).toEqual(["2026-03-02 gold", "2028-01-01 bronze"]);
    const less = facts("2026-03-01 500", "2027-05-01 160");
    expect(moves(ladderOf(year), less, "2029-01-02")).toEqual([
      "2026-03-02 gold",
      "2028-01-01 silver",
      "2029-01-01 bronze",
    ]);
  });

  test("the keep threshold keeps a tier that its entry threshold would not give", () => {
    expect(on(ladderOf(year), facts("2026-03-01 500", "2027-12-31 400"), "2028-06-01").tierKey).toBe("gold");
    expect(on(ladderOf(year), facts("2026-03-01 500", "2027-12-31 399"), "2028-06-01").tierKey).toBe(
      "silver",
    );
  });

  test("falls one step a year, or never, where the program says so", () => {
    expect(moves(ladderOf({ ...year, downgrade: "one_step" }), gold, "2030-01-02")).toEqual([
      "2026-03-02 gold",
      "2028-01-01 silver",
      "2029-01-01 bronze",
    ]);
    const never = ladderOf({ ...year, downgrade: "none" });
    expect(moves(never, gold, "2031-01-02")).toEqual(["2026-03-02 gold"]);
    expect(on(never, gold, "2027-06-01").reviewOn).toBeNull();
  });

  test("grace lasts its days, and ends when the new year keeps the tier", () => {
    const ladder = ladderOf({ ...year, graceDays: 31 });
    expect(moves(ladder, gold, "2028-03-01")).toEqual([
      "2026-03-02 gold",
      "2028-01-01 gold until 2028-01-31",
      "2028-02-01 bronze",
    ]);
    expect(moves(ladder, facts("2026-03-01 500", "2028-01-31 400"), "2030-03-01")).toEqual([
      "2026-03-02 gold",
      "2028-01-01 gold until 2028-01-31",
      "2028-02-01 gold",
      "2030-01-01 gold until 2030-01-31",
      "2030-02-01 bronze",
    ]);
  });
});

describe("the last months", () => {
  test("a fact counts through the same day of the month, or the last one of a shorter month", () => {
    const month: Changes = { window: { type: "rolling", months: 1 } };
    const last = (history: TierHistory, until: string) => moves(ladderOf(month), history, until).at(-1);
    for (const day of ["29", "30", "31"])
      expect(last(facts(`2026-01-${day} 500`), "2026-04-01")).toBe("2026-03-01 bronze");
    expect(last(facts("2028-01-31 500"), "2028-04-01")).toBe("2028-03-01 bronze");
    expect(last(facts("2028-02-29 500"), "2028-05-01")).toBe("2028-03-30 bronze");
    const leap = moves(ladderOf(twelveMonths), facts("2028-02-29 500"), "2029-04-01");
    expect(leap).toEqual(["2028-03-01 gold", "2029-03-01 bronze"]);
  });

  test("falls to what the rest still keeps, after the days of grace, which a fact can end", () => {
    const ladder = ladderOf({ ...twelveMonths, graceDays: 10 });
    const history = facts("2026-01-10 300", "2026-06-10 200");
    expect(moves(ladder, history, "2027-12-31")).toEqual([
      "2026-01-11 silver",
      "2026-06-11 gold",
      "2027-01-11 gold until 2027-01-20",
      "2027-01-21 silver",
      "2027-06-11 silver until 2027-06-20",
      "2027-06-21 bronze",
    ]);
    expect(on(ladder, [...history, ...facts("2027-01-20 200")], "2027-03-01")).toMatchObject({
      tierKey: "gold",
      graceUntil: null,
      reviewOn: "2027-06-11",
    });
  });

  test("one step at a time means once in the window's months", () => {
    const ladder = ladderOf({ ...twelveMonths, downgrade: "one_step" });
    expect(moves(ladder, facts("2026-01-10 500"), "2029-01-12")).toEqual([
      "2026-01-11 gold",
      "2027-01-11 silver",
      "2028-01-11 bronze",
    ]);
  });
});

describe("days", () => {
  test.each([
    ["Europe/London", "2026-03-28T23:30:00Z", "2026-04-29"], // 23:30 on the 28th, the night the clocks go forward
    ["Europe/London", "2026-10-25T23:30:00Z", "2026-11-26"], // 23:30 on a day of 25 hours
    ["Europe/London", "2026-06-30T23:30:00Z", "2026-08-02"], // 00:30 on 1 July
    ["Pacific/Auckland", "2026-06-30T12:30:00Z", "2026-08-02"], // 00:30 on 1 July
    ["America/New_York", "2027-01-01T04:30:00Z", "2027-02-01"], // still 31 December
  ])("are those of the store's zone: in %s what was bought at %s counts until %s", (timezone, at, until) => {
    const ladder = ladderOf({ window: { type: "rolling", months: 1 } });
    const history = facts(`${at} 500`);
    const just = new Date(midnightOf(until, timezone).getTime() - 1);
    expect(tierAt(ladder, history, just, { timezone, floor: null }).tierKey).toBe("gold");
    expect(on(ladder, history, until, timezone)).toMatchObject({
      tierKey: "bronze",
      since: midnightOf(until, timezone),
    });
  });

  test("a year begins at the store's midnight", () => {
    const history = facts("2026-12-31T23:30:00Z 500");
    expect(on(ladderOf(year), history, "2027-06-01", "Asia/Tokyo").reviewOn).toBe("2028-01-01");
    expect(moves(ladderOf(year), history, "2029-01-02", "Asia/Tokyo").at(-1)).toBe("2029-01-01 bronze");
    expect(moves(ladderOf(year), history, "2029-01-02", "UTC").at(-1)).toBe("2028-01-01 bronze");
  });
});

test("what is taken back without naming an order undoes the latest, whatever the policy", () => {
  const ladder = ladderOf({ ...year, downgrade: "none" });
  expect(
    on(ladder, facts("2026-03-01 300", "2026-04-01 300", "2026-05-01 -350"), "2026-06-01"),
  ).toMatchObject({
    tierKey: "silver",
    since: new Date("2026-03-01T12:00Z"),
    peak: "silver",
  });
});

test("a tier staff gave is a floor: never below it, still lifted above it, free again without it", () => {
  const ladder = ladderOf(year);
  const history = facts("2026-03-01 200", "2027-03-01 500");
  const at = (date: string, floor: string | null) =>
    tierAt(ladder, history, midnightOf(date, "UTC"), { timezone: "UTC", floor });
  expect(at("2026-06-01", "gold")).toMatchObject({ tierKey: "gold", reviewOn: null, peak: "gold" });
  expect(at("2027-06-01", "silver").tierKey).toBe("gold");
  expect(at("2030-06-01", "silver").tierKey).toBe("silver");
  expect(at("2030-06-01", null).tierKey).toBe("bronze");
  expect(at("2026-06-01", "a tier that is gone").tierKey).toBe("silver");
});

test("a tier that staff gave to who has reached it needs nothing to be kept, neither by its date nor in grace", () => {
  const ladder = ladderOf({ ...year, graceDays: 60, downgrade: "one_step" });
  const history = facts("2026-03-01 500");
  const at = (date: string, floor: string | null) =>
    tierAt(ladder, history, midnightOf(date, "UTC"), { timezone: "UTC", floor });
  expect(at("2028-01-15", null)).toMatchObject({ tierKey: "gold", graceUntil: "2028-02-29" });
  for (const date of ["2026-06-01", "2028-01-15"])
    expect(at(date, "gold")).toMatchObject({
      tierKey: "gold",
      since: new Date("2026-03-01T12:00Z"),
      reviewOn: null,
      graceUntil: null,
    });
  // one step a year, down to the floor and no further
  expect(at("2028-03-01", "silver").tierKey).toBe("silver");
  expect(at("2035-03-01", "silver")).toMatchObject({ tierKey: "silver", reviewOn: null });
  expect(at("2035-03-01", null).tierKey).toBe("bronze");
});

describe("a lifetime", () => {
  test("follows the metric, and never falls with time", () => {
    const ladder = ladderOf();
    expect(on(ladder, facts("2006-03-01 500"), "2026-06-01")).toMatchObject({
      tierKey: "gold",
      since: new Date("2006-03-01T12:00Z"),
      reviewOn: null,
    });
    expect(on(ladder, facts("2006-03-01 -1"), "2026-06-01").tierKey).toBeNull();
  });
});

describe("what the member is told", () => {
  const told = (ladder: TierLadder, history: TierHistory, date: string) =>
    projection(ladder, history, on(ladder, history, date), {
      at: midnightOf(date, "UTC"),
      timezone: "UTC",
    });

  test("in a calendar year: what is missing by its end", () => {
    const history = facts("2026-03-01 200", "2027-02-01 60");
    expect(told(ladderOf(year), history, "2027-06-01")).toEqual({
      next: { key: "gold", have: 60n, need: 500n, by: "2027-12-31" },
      keep: { have: 60n, need: 150n, by: "2027-12-31" },
    });
  });

  test("in grace: by its last day", () => {
    const ladder = ladderOf({ ...year, graceDays: 31 });
    expect(told(ladder, facts("2026-03-01 500", "2028-01-10 100"), "2028-01-15").keep).toEqual({
      have: 100n,
      need: 400n,
      by: "2028-01-31",
    });
  });

  test("in the last months: what will still count when it is judged", () => {
    const history = facts("2026-01-10 300", "2026-06-10 200");
    expect(told(ladderOf(twelveMonths), history, "2026-07-01")).toEqual({
      next: null,
      keep: { have: 200n, need: 400n, by: "2027-01-10" },
    });
  });

  test("nothing has to be done for what time cannot take", () => {
    expect(told(ladderOf(), facts("2026-03-01 500"), "2026-07-01").keep).toBeNull();
    expect(told(ladderOf(year), facts("2026-03-01 5"), "2026-07-01").keep).toBeNull();
  });
});

describe("whatever happens", () => {
  const ladders = fc.record({
    window: fc.constantFrom<TierLadder["window"]>(
      { type: "lifetime" },
      { type: "calendar_year" },
      { type: "rolling", months: 1 },
      { type: "rolling", months: 12 },
    ),
    graceDays: fc.constantFrom(0, 1, 40),
    downgrade: fc.constantFrom<TierLadder["downgrade"]>("to_qualified", "one_step", "none"),
  });
  const histories = fc.array(
    fc.record({
      at: fc.integer({ min: 0, max: 900 * 24 }).map((h) => new Date(Date.UTC(2026, 0, 1, h))),
      amount: fc.integer({ min: -200, max: 400 }).map(BigInt),
    }),
    { maxLength: 12 },
  );
  const timezone = "Europe/London";

  test("the order in which facts are told does not matter", () => {
    const shuffled = histories.chain((history) =>
      fc.tuple(fc.constant(history), fc.shuffledSubarray(history, { minLength: history.length })),
    );
    fc.assert(
      fc.property(ladders, shuffled, (changes, [history, mixed]) => {
        const at = new Date("2028-09-01T10:00Z");
        expect(tierAt(ladderOf(changes), mixed, at, setting)).toEqual(
          tierAt(ladderOf(changes), history, at, setting),
        );
      }),
      { numRuns: 300 },
    );
  });

  test("without a new fact a tier changes on its review date alone, so that looking then is enough", () => {
    fc.assert(
      fc.property(ladders, histories, (changes, history) => {
        const ladder = ladderOf(changes);
        const start = "2028-07-01";
        let before = on(ladder, history, start, timezone);
        const told = history.filter(({ at }) => at < midnightOf(start, timezone));
        for (const date of eachDay({ from: addDays(start, 1), to: addDays(start, 420) })) {
          const now = on(ladder, told, date, timezone);
          if (before.reviewOn === null || before.reviewOn > date) expect(now).toEqual(before);
          expect(now.reviewOn === null || now.reviewOn > date).toBe(true);
          before = now;
        }
      }),
      { numRuns: 60 },
    );
  });

  test("under a policy that takes nothing, the tier held is the highest ever reached", () => {
    fc.assert(
      fc.property(ladders, histories, (changes, history) => {
        const ladder = ladderOf({ ...changes, downgrade: "none" });
        const positive = history.map(({ at, amount }) => ({ at, amount: amount < 0n ? -amount : amount }));
        const { tierKey, peak } = on(ladder, positive, "2030-01-01");
        expect(tierKey).toBe(peak);
      }),
    );
  });
});
