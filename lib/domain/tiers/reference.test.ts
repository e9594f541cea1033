import fc from "fast-check";
import { expect, test } from "vitest";
import { type Tier, type TierLadder, tierLadderSchema } from "@/lib/domain/program/schema";
import { addDays, addMonths, eachDay, type LocalDate, localDateOf, midnightOf } from "@/lib/domain/time";
import { tierAt } from "./replay";

type Fact = { at: Date; amount: bigint };
type Ladder = Pick<TierLadder, "levels" | "window" | "graceDays" | "downgrade">;

const keepOf = ({ keep, threshold }: Tier) => BigInt(keep ?? threshold);
const yearOf = (date: LocalDate) => date.slice(0, 4);

/** What counts on a date: of the same year, of the last months, the day of the month included, or all. */
function counting({ window }: Ladder, facts: (Fact & { on: LocalDate })[], date: LocalDate): bigint {
  return facts.reduce((sum, { on, amount }) => {
    const counts =
      window.type === "lifetime" ||
      (window.type === "calendar_year" ? yearOf(on) === yearOf(date) : addMonths(on, window.months) >= date);
    return counts ? sum + amount : sum;
  }, 0n);
}

/** A tier is kept through a year by what the one before has brought, or by what it has brought itself. */
function keeping(ladder: Ladder, facts: (Fact & { on: LocalDate })[], date: LocalDate): bigint {
  const now = counting(ladder, facts, date);
  if (ladder.window.type !== "calendar_year") return now;
  const before = counting(ladder, facts, `${Number(yearOf(date)) - 1}-12-31`);
  return now > before ? now : before;
}

/**
 * The slow way: every day from the first fact on, its midnight first, then what happened on it. Refunds are taken off
 * their orders already, so all amounts are above 0.
 */
function dayByDay(ladder: Ladder, facts: Fact[], until: Date, timezone: string) {
  const { levels, window, graceDays, downgrade } = ladder;
  const dated = facts
    .filter(({ at }) => at <= until)
    .map((fact) => ({ ...fact, on: localDateOf(fact.at, timezone) }))
    .sort((a, b) => a.at.getTime() - b.at.getTime());
  let place = levels.findLastIndex(({ threshold }) => threshold === 0);
  let grace: LocalDate | null = null;
  let rest: LocalDate | null = null;
  const known: typeof dated = [];
  const [first] = dated;
  const days = first ? eachDay({ from: first.on, to: addDays(localDateOf(until, timezone), 1) }) : [];
  for (const date of days) {
    const held = levels[place];
    const isJudged =
      window.type === "rolling" || (window.type === "calendar_year" && date.endsWith("-01-01"));
    const graceEnded = grace !== null && grace < date;
    const due = graceEnded || (grace === null && isJudged && (rest === null || rest <= date));
    if (held && downgrade !== "none" && due && known.length > 0) {
      if (keeping(ladder, known, date) >= keepOf(held)) [grace, rest] = [null, null];
      else if (!graceEnded && graceDays > 0) [grace, rest] = [addDays(date, graceDays - 1), null];
      else {
        const below = levels.slice(0, place);
        const kept = keeping(ladder, known, date);
        place = downgrade === "one_step" ? place - 1 : below.findLastIndex((level) => kept >= keepOf(level));
        grace = null;
        const steps = downgrade === "one_step" && window.type === "rolling";
        rest = steps ? addMonths(date, window.months) : null;
      }
    }
    for (const fact of dated.filter(({ on }) => on === date)) {
      known.push(fact);
      const reached = levels.findLastIndex(
        ({ threshold }) => counting(ladder, known, date) >= BigInt(threshold),
      );
      if (reached > place) [place, grace, rest] = [reached, null, null];
      const now = levels[place];
      if (grace && now && keeping(ladder, known, date) >= keepOf(now)) grace = null;
    }
  }
  return { tierKey: levels[place]?.key ?? null, graceUntil: grace };
}

const ladders = fc
  .record({
    metric: fc.constant("orders"),
    window: fc.oneof(
      fc.constant({ type: "lifetime" }),
      fc.constant({ type: "calendar_year" }),
      fc.record({ type: fc.constant("rolling"), months: fc.constantFrom(1, 2, 6, 12) }),
    ),
    graceDays: fc.constantFrom(0, 1, 10, 45, 366),
    downgrade: fc.constantFrom("to_qualified", "one_step", "none"),
    levels: fc
      .tuple(
        fc.boolean(),
        fc.array(fc.tuple(fc.integer({ min: 1, max: 4 }), fc.nat(4)), { minLength: 1, maxLength: 4 }),
      )
      .map(([fromNothing, steps]) => {
        let threshold = 0;
        const above = steps.map(([step, less], n) => {
          threshold += step;
          return { key: `level-${n}`, threshold, keep: less === 0 ? null : Math.max(0, threshold - less) };
        });
        return fromNothing ? [{ key: "start", threshold: 0 }, ...above] : above;
      }),
  })
  .map((ladder) => tierLadderSchema.parse(ladder));

/** Within three years, often at the edges of months, years and the days on which clocks change. */
const times = fc
  .tuple(
    fc.oneof(
      fc.constantFrom(
        "2027-12-31",
        "2028-01-01",
        "2028-01-31",
        "2028-02-29",
        "2028-03-26",
        "2028-10-29",
        "2028-12-31",
      ),
      fc.integer({ min: 0, max: 1000 }).map((day) => addDays("2027-01-01", day)),
    ),
    fc.integer({ min: 0, max: 86_399 }),
  )
  .map(([date, second]) => new Date(midnightOf(date, "UTC").getTime() + second * 1000));
const facts = fc.array(fc.record({ at: times, amount: fc.integer({ min: 1, max: 4 }).map(BigInt) }), {
  maxLength: 10,
});
const zones = fc.constantFrom("UTC", "Europe/London", "America/New_York", "Pacific/Auckland", "Asia/Kolkata");

test("the tier at any time is the one that going through every single day and midnight comes to", () => {
  const until = fc.integer({ min: 0, max: 1500 }).map((day) => midnightOf(addDays("2027-01-01", day), "UTC"));
  fc.assert(
    fc.property(ladders, facts, until, zones, (ladder, history, at, timezone) => {
      const { tierKey, graceUntil } = tierAt(ladder, history, at, { timezone, floor: null });
      expect({ tierKey, graceUntil }).toEqual(dayByDay(ladder, history, at, timezone));
    }),
    { numRuns: 1500 },
  );
}, 60_000);
