import type { ConditionOf, RuleCondition, RuleTest } from "@/lib/domain/conditions/schema";
import type { EarningRule } from "./schema";

type Hours = EarningRule["when"]["hours"][number];

const minuteOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** The minutes of the week that hours cover, as intervals without their end; hours over midnight go on the next day. */
function intervals(hours: readonly Hours[]): [number, number][] {
  const day = 24 * 60;
  return hours.flatMap(({ days, from, until }) =>
    days.flatMap((weekday): [number, number][] => {
      const begin = (weekday - 1) * day + minuteOf(from);
      const length = (minuteOf(until) - minuteOf(from) + day) % day || day;
      const end = begin + length;
      return end > 7 * day
        ? [
            [begin, 7 * day],
            [0, end - 7 * day],
          ]
        : [[begin, end]];
    }),
  );
}

function hoursMeet(a: readonly Hours[], b: readonly Hours[]): boolean {
  if (a.length === 0 || b.length === 0) return true;
  return intervals(a).some(([from, to]) => intervals(b).some(([start, end]) => from < end && start < to));
}

const isBefore = (one: EarningRule, other: EarningRule) =>
  one.when.until !== undefined && other.when.from !== undefined && one.when.until < other.when.from;

/** The tests that must all hold; those below an "any" may be left open. */
function musts(condition: RuleCondition | null): RuleTest[] {
  if (condition === null) return [];
  if ("all" in condition) return condition.all.flatMap((part: ConditionOf<RuleTest>) => musts(part));
  if ("any" in condition) return condition.any.length === 1 ? musts(condition.any[0] ?? null) : [];
  return [condition];
}

/** Fields of which a customer or an order has one value at most. */
const single = ["tier", "country", "nps", "order_channel"];

/** What two tests look at, where it is the same number: the whole of it, or that of the same days. */
const placeOf = (test: RuleTest) =>
  [test.field, "withinDays" in test ? test.withinDays : "", "name" in test ? test.name : ""].join(":");

function rangeOf(test: RuleTest): [number, number] | null {
  if (!("value" in test)) return null;
  if (test.op === "at_least") return [test.value, Number.POSITIVE_INFINITY];
  return test.op === "at_most" ? [Number.NEGATIVE_INFINITY, test.value] : [test.value, test.value];
}

const valuesOf = (test: RuleTest): readonly string[] | null => ("values" in test ? test.values : null);

/** Whether no order of any customer passes both tests. */
function exclude(a: RuleTest, b: RuleTest): boolean {
  if (placeOf(a) !== placeOf(b)) return false;
  const [one, other] = [rangeOf(a), rangeOf(b)];
  if (one && other) return one[1] < other[0] || other[1] < one[0];
  const [mine, theirs] = [valuesOf(a), valuesOf(b)];
  if (!mine || !theirs) return false;
  const isNone = [a.op === "none_of", b.op === "none_of"];
  if (isNone[0] !== isNone[1]) {
    const [some, none] = isNone[0] ? [theirs, mine] : [mine, theirs];
    return some.every((value) => none.includes(value));
  }
  return !isNone[0] && single.includes(a.field) && !mine.some((value) => theirs.includes(value));
}

/**
 * Whether there can be a fact, a moment and a customer for which both rules apply. What cannot be decided from the
 * document counts as yes: dates, weekly hours, tiers and tests that contradict each other are decided.
 */
export function mayBothApply(a: EarningRule, b: EarningRule): boolean {
  const tiers = [a.who.tiers, b.who.tiers];
  const apart = (x: string | undefined, y: string | undefined) =>
    x !== undefined && y !== undefined && x !== y;
  return (
    a.trigger === b.trigger &&
    !apart(a.segment, b.segment) &&
    !apart(a.challenge, b.challenge) &&
    !isBefore(a, b) &&
    !isBefore(b, a) &&
    hoursMeet(a.when.hours, b.when.hours) &&
    (tiers.some((list) => list.length === 0) || a.who.tiers.some((tier) => b.who.tiers.includes(tier))) &&
    !musts(a.conditions).some((one) => musts(b.conditions).some((other) => exclude(one, other)))
  );
}

const assetsOf = ({ effects }: EarningRule) =>
  effects.flatMap((effect) => (effect.type === "multiply" ? [] : [effect.asset]));

/** The pairs of active base rules of which only the one that gives most counts, where both may apply and give the same. */
export function overlapsOf(rules: readonly EarningRule[]): [EarningRule, EarningRule][] {
  const base = rules.filter((rule) => rule.active && rule.stacking === "base");
  return base.flatMap((rule, i) =>
    base
      .slice(i + 1)
      .filter((other) => assetsOf(rule).some((asset) => assetsOf(other).includes(asset)))
      .filter((other) => mayBothApply(rule, other))
      .map((other): [EarningRule, EarningRule] => [rule, other]),
  );
}
