import { type Explained, isMet, judge } from "@/lib/domain/conditions/evaluate";
import { isFactTest, judgeFact } from "@/lib/domain/conditions/fact-tests";
import type { ConditionFacts } from "@/lib/domain/conditions/facts";
import { type RuleTest, testsOf } from "@/lib/domain/conditions/schema";
import type { EarningRule } from "@/lib/domain/program/schema";
import type { LocalDate } from "@/lib/domain/time";
import type { AwardTrace, Earner, EarningFact, FoundText, Refusal, Standing } from "./types";

/** Nobody in particular: no tier, no segment, no subscription. */
export const stranger: Standing = { tierKey: null, segments: [], plans: [] };

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

/** Somebody of whom nothing is known but where they stand. */
export function earnerOf(standing: Standing, timezone: string): Earner {
  return { standing, customer: null, moment: { timezone, topSpend: () => null }, past: [] };
}

/** Whether a rule is switched on and the day lies in its dates. */
export function ruleRuns({ active, when: { from, until } }: EarningRule, on: LocalDate): boolean {
  return active && (!from || on >= from) && (!until || on <= until);
}

/** Whether a rule is open to the tier and to one of the segments; what it is closed by, else null. */
function closedBy({ who }: EarningRule, { tierKey, segments }: Standing): "tier" | "segment" | null {
  if (who.tiers.length > 0 && (tierKey === null || !who.tiers.includes(tierKey))) return "tier";
  if (who.segments.length > 0 && !who.segments.some((one) => segments.includes(one))) return "segment";
  return null;
}

const minuteOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** Whether the clock is in one of the windows; one that ends before it begins goes on into the next day. */
function inHours({ when: { hours } }: EarningRule, { weekday, minute }: EarningFact): boolean {
  const dayBefore = weekday === 1 ? 7 : weekday - 1;
  return hours.some(({ days, from, until }) => {
    const [start, end] = [minuteOf(from), minuteOf(until)];
    if (start < end) return days.includes(weekday) && minute >= start && minute < end;
    return (days.includes(weekday) && minute >= start) || (days.includes(dayBefore) && minute < end);
  });
}

/** What a test found, as the trace keeps it. */
function textOf(value: Explained["value"]): FoundText {
  if (value === null) return null;
  if (value instanceof Date) return value.toISOString();
  return typeof value === "object" ? [...value] : value.toString();
}

/** Whether a test asks what the customer was before the fact. */
const isOfCustomer = (test: RuleTest) => !isFactTest(test) || test.field === "spend_after";

/** Every test of the rule's conditions, and whether they are met as a whole. */
function judgeConditions(
  { key, conditions }: EarningRule,
  fact: EarningFact,
  { customer, moment, kept }: Earner,
) {
  if (!conditions) return { met: true };
  const facts = customer ?? nobody;
  const judged = new Map<RuleTest, Explained<RuleTest>>(
    testsOf(conditions).map((test) => [
      test,
      isFactTest(test)
        ? judgeFact(test, fact, facts.spendMinor)
        : judge(test, facts, { ...moment, now: fact.at }),
    ]),
  );
  return {
    met: isMet(
      conditions,
      (test) => (kept?.has(key) && isOfCustomer(test)) || judged.get(test)?.met === true,
    ),
    conditions: [...judged.values()].map(({ value, ...one }) => ({ ...one, value: textOf(value) })),
  };
}

export type Applies =
  | { applies: true; conditions?: AwardTrace["conditions"] }
  | { applies: false; why: Refusal["why"]; conditions?: AwardTrace["conditions"] };

/** Whether a rule is open to a fact of its trigger: by date, hour, tier, segment and conditions. */
export function appliesTo(rule: EarningRule, fact: EarningFact, earner: Earner): Applies {
  if (!ruleRuns(rule, fact.on)) return { applies: false, why: "dates" };
  if (rule.when.hours.length > 0 && !inHours(rule, fact)) return { applies: false, why: "hours" };
  const why = closedBy(rule, earner.standing);
  if (why) return { applies: false, why };
  const { met, conditions } = judgeConditions(rule, fact, earner);
  const found = conditions ? { conditions } : {};
  return met ? { applies: true, ...found } : { applies: false, why: "conditions", ...found };
}
