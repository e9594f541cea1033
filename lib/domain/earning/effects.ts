import type { AwardLine } from "@/lib/domain/ledger/posting";
import { allocate, mulDiv, type Rounding } from "@/lib/domain/money";
import type { EarningRule, Effect, ProgramDocument } from "@/lib/domain/program/schema";
import { basisOf, type OrderBasis } from "./basis";
import type { AwardTrace, EarningFact, Standing, TraceStep } from "./types";

const FULL_BPS = 10_000n;

export type GivingEffect = Exclude<Effect, { type: "multiply" }>;

/** What an effect gives by itself, before limits and before other rules are looked at. */
export type Worked = {
  rule: EarningRule;
  asset: string;
  units: bigint;
  basisMinor: bigint;
  rounding: Rounding;
  lines: AwardLine[];
  /** Each line was worked out by itself: its units, not its basis, say what it earned. */
  byLine: boolean;
  arithmetic: TraceStep[];
  conditions?: AwardTrace["conditions"];
};

type Result = Pick<Worked, "units" | "lines" | "byLine" | "arithmetic">;

/** Units of lines so that they add up, in proportion to what they have earned, or else to their basis. */
export function spread(units: bigint, lines: readonly AwardLine[], byLine: boolean): AwardLine[] {
  const shares = allocate(
    units,
    lines.map((line) => (byLine ? line.units : line.basisMinor)),
  );
  return lines.map((line, i) => ({ ...line, units: shares[i] ?? 0n }));
}

const withoutUnits = ({ lines }: OrderBasis): AwardLine[] =>
  (lines ?? []).map((line) => ({ ...line, units: 0n }));

type ByBasis = Extract<Effect, { type: "rate" | "percent" }>;

/** A rate or percentage of the basis as a whole, or of each line by itself. */
function byBasis(effect: ByBasis, basis: OrderBasis): Result {
  const { rounding } = effect;
  const each: Extract<TraceStep, { step: "lines" }>["each"] =
    effect.type === "rate"
      ? { units: effect.units, perMinor: effect.perMinor }
      : { percentBps: effect.percentBps };
  const of = (amount: bigint) =>
    effect.type === "rate"
      ? mulDiv(amount, BigInt(effect.units), BigInt(effect.perMinor), rounding)
      : mulDiv(amount, BigInt(effect.percentBps), FULL_BPS, rounding);
  if (effect.level === "line" && basis.lines) {
    const lines = basis.lines.map((line) => ({ ...line, units: of(line.basisMinor) }));
    const units = lines.reduce((sum, line) => sum + line.units, 0n);
    const told = lines.map(({ lineId, basisMinor, units: earned }) => {
      return { lineId, basis: basisMinor.toString(), result: earned.toString() };
    });
    const step: TraceStep = { step: "lines", each, rounding, lines: told, result: units.toString() };
    return { units, lines, byLine: true, arithmetic: [step] };
  }
  const units = of(basis.basisMinor);
  const told = { basis: basis.basisMinor.toString(), rounding, result: units.toString() };
  const step: TraceStep =
    "units" in each ? { step: "rate", ...each, ...told } : { step: "percent", ...each, ...told };
  const lines = spread(units, withoutUnits(basis), false);
  return { units, lines, byLine: false, arithmetic: [step] };
}

function resultOf(effect: GivingEffect, basis: OrderBasis): Result {
  if (effect.type === "rate" || effect.type === "percent") return byBasis(effect, basis);
  if (effect.type === "fixed") {
    const units = BigInt(effect.units);
    const lines = spread(units, withoutUnits(basis), false);
    return { units, lines, byLine: false, arithmetic: [{ step: "fixed", result: units.toString() }] };
  }
  const lines = withoutUnits(basis).map((line) => {
    return { ...line, units: BigInt(effect.units) * BigInt(line.quantity) };
  });
  const units = lines.reduce((sum, line) => sum + line.units, 0n);
  const quantity = lines.reduce((sum, line) => sum + line.quantity, 0);
  const step: TraceStep = { step: "per_item", quantity, units: effect.units, result: units.toString() };
  return { units, lines, byLine: true, arithmetic: [step] };
}

/** The tier's multiplier, then the subscription's; of several plans the best. */
function multipliers({ tiers, perks }: ProgramDocument, { tierKey, plans }: Standing) {
  const tier = tiers?.levels.find((level) => level.key === tierKey);
  const [plan] = perks.plans
    .filter(({ key }) => plans.includes(key))
    .sort((a, b) => b.earnMultiplierBps - a.earnMultiplierBps);
  const all = [
    tier && { step: "tier" as const, tier: tier.key, factorBps: tier.benefits.earnMultiplierBps },
    plan && { step: "plan" as const, plan: plan.key, factorBps: plan.earnMultiplierBps },
  ];
  return all.filter((one) => one !== undefined).filter(({ factorBps }) => factorBps > 10_000);
}

/** Points that depend on the order are multiplied by what tier and subscription give; nothing else is. */
function multiplied(result: Result, rounding: Rounding, program: ProgramDocument, who: Standing): Result {
  return multipliers(program, who).reduce(({ units, lines, byLine, arithmetic }, one) => {
    const more = mulDiv(units, BigInt(one.factorBps), FULL_BPS, rounding);
    const step: TraceStep = { ...one, rounding, result: more.toString() };
    return {
      units: more,
      lines: spread(more, lines, byLine),
      byLine,
      arithmetic: [...arithmetic, step],
    };
  }, result);
}

const noOrder: OrderBasis = { basisMinor: 0n, lines: null };

/** The money a rule works on for this effect; null where it selects lines and the order has none. */
function basisFor({ basis }: EarningRule, effect: GivingEffect, { order }: EarningFact): OrderBasis | null {
  if (!order) return noOrder;
  const perItem = effect.type === "per_item";
  const byLine = perItem || (effect.type !== "fixed" && effect.level === "line");
  const found = basisOf(basis, order, byLine);
  return perItem && !found?.lines ? null : found;
}

/**
 * What an effect of a rule gives for a fact: `no_lines` where it asks for lines that the shop did not tell, and
 * `nothing_to_earn` where none of them is selected.
 */
export function work(
  program: ProgramDocument,
  rule: EarningRule,
  effect: GivingEffect,
  fact: EarningFact,
  who: Standing,
): Worked | "no_lines" | "nothing_to_earn" {
  const basis = basisFor(rule, effect, fact);
  if (!basis) return "no_lines";
  if (basis.lines?.length === 0) return "nothing_to_earn";
  const rounding = "rounding" in effect ? effect.rounding : "floor";
  const plain = resultOf(effect, basis);
  const grows = effect.asset === "points" && (effect.type === "rate" || effect.type === "per_item");
  const result = grows ? multiplied(plain, rounding, program, who) : plain;
  return { ...result, rule, asset: effect.asset, basisMinor: basis.basisMinor, rounding };
}
