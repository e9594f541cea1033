import { mulDiv, type Rounding } from "@/lib/domain/money";
import type { EarningRule, ProgramDocument } from "@/lib/domain/program/schema";
import type { LocalDate } from "@/lib/domain/time";

const FULL_BPS = 10_000n;

/** What a customer is before the order that is judged. */
export type Standing = {
  tierKey: string | null;
  /** Keys of the segments that hold the customer, of those the program names. */
  segments: readonly string[];
  /** Keys of the plans the customer subscribes to. */
  plans: readonly string[];
};

/** Nobody in particular: no tier, no segment, no subscription. */
export const stranger: Standing = { tierKey: null, segments: [], plans: [] };

export type OrderForEarning = Standing & {
  totalMinor: bigint;
  paidWithPointsMinor: bigint;
  paidWithCreditMinor: bigint;
  /** Local date in the program's zone. */
  on: LocalDate;
};

/** One step of the arithmetic, in the order it was done; numbers as decimal text. */
export type TraceStep =
  | { step: "rate"; basis: string; units: number; perMinor: number; rounding: Rounding; result: string }
  | { step: "fixed"; result: string }
  | { step: "multiply"; base: string; factorBps: number; rounding: Rounding; result: string }
  | { step: "tier"; tier: string; factorBps: number; rounding: Rounding; result: string }
  | { step: "plan"; plan: string; factorBps: number; rounding: Rounding; result: string };

/** Why an award is what it is: kept with it for ever and shown as a sentence. */
export type AwardTrace = {
  rule: string;
  facts: {
    total: string;
    basis: string;
    tier: string | null;
    on: LocalDate;
    /** The segments that opened the rule; left out for a rule that is open to all. */
    segments?: string[];
  };
  arithmetic: TraceStep[];
};

export type Award = {
  ruleKey: string;
  asset: "points";
  units: bigint;
  basisMinor: bigint;
  rounding: Rounding;
  trace: AwardTrace;
};

/** Whether a rule is switched on and the day lies in its dates. */
export function ruleRuns({ active, when: { from, until } }: EarningRule, on: LocalDate): boolean {
  return active && (!from || on >= from) && (!until || on <= until);
}

/** Whether a rule runs, and is open to the tier and to one of the segments. */
export function ruleApplies(rule: EarningRule, on: LocalDate, who: Standing): boolean {
  const { tiers, segments } = rule.who;
  const tierFits = tiers.length === 0 || (who.tierKey !== null && tiers.includes(who.tierKey));
  const segmentFits = segments.length === 0 || segments.some((segment) => who.segments.includes(segment));
  return ruleRuns(rule, on) && tierFits && segmentFits;
}

/** What the default basis is: the order total less what was paid with points or store credit; never below 0. */
export function basisOf(order: OrderForEarning): bigint {
  const basis = order.totalMinor - order.paidWithPointsMinor - order.paidWithCreditMinor;
  return basis > 0n ? basis : 0n;
}

function tierStep(
  program: ProgramDocument,
  order: OrderForEarning,
  units: bigint,
  rounding: Rounding,
): TraceStep[] {
  const tier = program.tiers?.levels.find((level) => level.key === order.tierKey);
  const factorBps = tier?.benefits.earnMultiplierBps ?? 10_000;
  if (!tier || factorBps === 10_000) return [];
  const result = mulDiv(units, BigInt(factorBps), FULL_BPS, rounding);
  return [{ step: "tier", tier: tier.key, factorBps, rounding, result: result.toString() }];
}

/** The multiplier of the subscription, on top of the tier's; of several plans the best. */
function planStep(
  program: ProgramDocument,
  order: OrderForEarning,
  units: bigint,
  rounding: Rounding,
): TraceStep[] {
  const [plan] = program.perks.plans
    .filter(({ key, earnMultiplierBps }) => order.plans.includes(key) && earnMultiplierBps > 10_000)
    .sort((a, b) => b.earnMultiplierBps - a.earnMultiplierBps);
  if (!plan) return [];
  const factorBps = plan.earnMultiplierBps;
  const result = mulDiv(units, BigInt(factorBps), FULL_BPS, rounding);
  return [{ step: "plan", plan: plan.key, factorBps, rounding, result: result.toString() }];
}

function award(
  rule: EarningRule,
  order: OrderForEarning,
  rounding: Rounding,
  arithmetic: TraceStep[],
): Award {
  const basis = basisOf(order);
  const segments = rule.who.segments.filter((segment) => order.segments.includes(segment));
  return {
    ruleKey: rule.key,
    asset: "points",
    units: BigInt(arithmetic.at(-1)?.result ?? "0"),
    basisMinor: basis,
    rounding,
    trace: {
      rule: rule.key,
      facts: {
        total: order.totalMinor.toString(),
        basis: basis.toString(),
        tier: order.tierKey,
        on: order.on,
        ...(segments.length > 0 ? { segments } : {}),
      },
      arithmetic,
    },
  };
}

/** The award of a rate or fixed rule by itself, the multipliers of tier and plan included. */
function awardOf(program: ProgramDocument, rule: EarningRule, order: OrderForEarning): Award | null {
  const effect = rule.effects[0];
  if (effect?.type === "rate") {
    const { units, perMinor, rounding } = effect;
    const basis = basisOf(order);
    const plain = mulDiv(basis, BigInt(units), BigInt(perMinor), rounding);
    const rate: TraceStep = {
      step: "rate",
      basis: basis.toString(),
      units,
      perMinor,
      rounding,
      result: plain.toString(),
    };
    const tier = tierStep(program, order, plain, rounding);
    const multiplied = BigInt(tier[0]?.result ?? plain);
    return award(rule, order, rounding, [rate, ...tier, ...planStep(program, order, multiplied, rounding)]);
  }
  if (effect?.type === "fixed")
    return award(rule, order, "floor", [{ step: "fixed", result: effect.units.toString() }]);
  return null;
}

/** The part a multiplying rule adds on top of the base award. */
function multiplied(rule: EarningRule, order: OrderForEarning, base: Award | undefined): Award | null {
  const effect = rule.effects[0];
  if (effect?.type !== "multiply" || !base) return null;
  const { rounding } = base;
  const extra = mulDiv(base.units, BigInt(effect.factorBps) - FULL_BPS, FULL_BPS, rounding);
  const step: TraceStep = {
    step: "multiply",
    base: base.units.toString(),
    factorBps: effect.factorBps,
    rounding,
    result: extra.toString(),
  };
  return award(rule, order, rounding, [step]);
}

/** Of several awards the one that gives most; of equal ones the first in the document. */
function most(candidates: Award[]): Award | undefined {
  return candidates.reduce<Award | undefined>(
    (best, next) => (!best || next.units > best.units ? next : best),
    undefined,
  );
}

/**
 * What a paid order earns under a program: of the base rules the one that gives this order most, each bonus rule
 * on top; an exclusive rule that applies replaces all others. Awards of 0 units are left out.
 */
export function awardsForOrder(program: ProgramDocument, order: OrderForEarning): Award[] {
  const rules = program.earningRules.filter(
    (rule) => rule.trigger === "order.paid" && ruleApplies(rule, order.on, order),
  );
  const awardsOf = (stacking: EarningRule["stacking"]) =>
    rules.filter((rule) => rule.stacking === stacking).flatMap((rule) => awardOf(program, rule, order) ?? []);

  const exclusive = most(awardsOf("exclusive"));
  if (exclusive) return exclusive.units > 0n ? [exclusive] : [];

  const base = most(awardsOf("base"));
  const bonuses = rules
    .filter((rule) => rule.stacking === "bonus")
    .flatMap((rule) => multiplied(rule, order, base) ?? awardOf(program, rule, order) ?? []);
  return [...(base ? [base] : []), ...bonuses].filter((one) => one.units > 0n);
}

/** What joining the program earns: each rule of that trigger with a fixed effect. */
export function awardsForJoining(
  program: ProgramDocument,
  on: LocalDate,
): { ruleKey: string; units: bigint }[] {
  return program.earningRules.flatMap((rule) => {
    const effect = rule.effects[0];
    if (rule.trigger !== "customer.joined" || effect?.type !== "fixed" || !ruleApplies(rule, on, stranger))
      return [];
    return [{ ruleKey: rule.key, units: BigInt(effect.units) }];
  });
}
