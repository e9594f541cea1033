import { mayBothApply } from "./overlap";
import type { EarningRule, ProgramDocument, Trigger } from "./schema";

/** Why a rule never gives what it says. Amounts are decimal text in units of the asset. */
export type RuleProblem =
  | { code: "trigger_never"; path: string[]; event: Trigger }
  | { code: "activation_never"; path: string[]; event: Trigger }
  | { code: "cap_below_award"; path: string[]; asset: string; cap: string; award: string }
  | { code: "refused_always"; path: string[]; asset: string; award: string }
  | { code: "multiplier_lowers"; path: string[]; factorBps: number }
  | { code: "multipliers_add"; path: string[]; other: string; factorBps: number };

/** Whether the program itself says that something cannot happen; what a shop sends is not known here. */
function neverComes({ perks, referral, gamification }: ProgramDocument, trigger: Trigger): boolean {
  if (trigger === "subscription.renewed") return !perks.plans.some((plan) => plan.active);
  if (trigger === "referral.qualified") return !referral?.active;
  return trigger === "challenge.completed" && !gamification.challenges.some((challenge) => challenge.active);
}

/** What one award of a rule is at the least, where the document alone says it. */
function smallestAward({ effects }: EarningRule): { asset: string; units: number }[] {
  return effects.flatMap((effect) =>
    effect.type === "fixed" || effect.type === "per_item"
      ? [{ asset: effect.asset, units: effect.units }]
      : [],
  );
}

function limitProblems(rule: EarningRule): RuleProblem[] {
  const path = ["earningRules", rule.key];
  const { perOrder, perPeriod, rejectAbove } = rule.caps;
  const caps = [...(perOrder === null ? [] : [perOrder]), ...perPeriod.map((cap) => cap.units)];
  const cap = Math.min(...caps);
  return smallestAward(rule).flatMap(({ asset, units }): RuleProblem[] => {
    const award = String(units);
    if (rejectAbove !== null && rejectAbove < units) return [{ code: "refused_always", path, asset, award }];
    return cap < units ? [{ code: "cap_below_award", path, asset, cap: String(cap), award }] : [];
  });
}

function eventProblems(program: ProgramDocument, rule: EarningRule): RuleProblem[] {
  const path = ["earningRules", rule.key];
  const { trigger, activation } = rule;
  if (neverComes(program, trigger)) return [{ code: "trigger_never", path, event: trigger }];
  if (activation.type !== "event") return [];
  const { event } = activation;
  // Joining is over when a member earns; what the rule itself waits for may come again.
  const isOver = event === "customer.joined";
  return isOver || neverComes(program, event) ? [{ code: "activation_never", path, event }] : [];
}

const FULL_BPS = 10_000;

const factorOf = ({ effects }: EarningRule) =>
  effects.find((effect) => effect.type === "multiply")?.factorBps;

/** Factors that take from what an order earns, and pairs that may meet on one: what they then give together. */
function multiplierProblems(rules: readonly EarningRule[]): RuleProblem[] {
  const factors = rules.flatMap((rule) => {
    const factorBps = factorOf(rule);
    return factorBps === undefined ? [] : [{ rule, factorBps, path: ["earningRules", rule.key] }];
  });
  const raising = factors.filter(({ factorBps }) => factorBps > FULL_BPS);
  const lowering = factors.filter(({ factorBps }) => factorBps <= FULL_BPS);
  return [
    ...lowering.map(({ path, factorBps }) => ({ code: "multiplier_lowers" as const, path, factorBps })),
    ...raising.flatMap((one, i) =>
      raising
        .slice(i + 1)
        .filter(({ rule }) => mayBothApply(one.rule, rule))
        .map(({ rule, factorBps }) => ({
          code: "multipliers_add" as const,
          path: one.path,
          other: rule.key,
          factorBps: one.factorBps + factorBps - FULL_BPS,
        })),
    ),
  ];
}

/** Active rules that wait for what cannot come, that a cap always cuts, that are always refused, or that multiply oddly. */
export function ruleProblems(program: ProgramDocument): RuleProblem[] {
  const rules = program.earningRules.filter((rule) => rule.active);
  const own = rules.flatMap((rule) => [...eventProblems(program, rule), ...limitProblems(rule)]);
  return [...own, ...multiplierProblems(rules)];
}
