import type { EarningRule, ProgramDocument } from "@/lib/domain/program/schema";
import { type Applies, appliesTo } from "./applies";
import { selectsLines } from "./basis";
import { type Worked, work } from "./effects";
import { limited, restsFor } from "./limits";
import { bonusOf, type Factor, reducedBy } from "./multiply";
import { toAward } from "./trace";
import type { Earner, EarningFact, Earnings, Refusal } from "./types";

type Why = Refusal["why"];

/** A rule that is open to the fact, with what each effect gives by itself, after the rule's limits. */
type Open = {
  rule: EarningRule;
  conditions: Extract<Applies, { applies: true }>["conditions"];
  gives: (Worked & { why: Why | null })[];
  factors: Factor[];
  /** Why an effect gives nothing at all. */
  empty: Why[];
};

/** Rules of the fact's trigger; of segments and challenges those of this one. */
function rulesFor({ earningRules }: ProgramDocument, { trigger, subject }: EarningFact): EarningRule[] {
  return earningRules.filter((rule) => {
    if (!rule.active || rule.trigger !== trigger) return false;
    if (trigger === "segment.entered") return rule.segment === subject;
    return trigger !== "challenge.completed" || !rule.challenge || rule.challenge === subject;
  });
}

/** The worked award after the rule's caps. */
function withLimits(worked: Worked, fact: EarningFact, { past }: Earner): Worked & { why: Why | null } {
  const { units, steps, why } = limited(worked.rule, worked, fact.on, past);
  return { ...worked, units, arithmetic: [...worked.arithmetic, ...steps], why };
}

function open(
  program: ProgramDocument,
  rule: EarningRule,
  fact: EarningFact,
  earner: Earner,
): Open | Refusal {
  const applies = appliesTo(rule, fact, earner);
  const found = applies.conditions ? { conditions: applies.conditions } : {};
  if (!applies.applies) return { ruleKey: rule.key, why: applies.why, ...found };
  const rests = restsFor(rule, fact, earner.past);
  if (rests) return { ruleKey: rule.key, why: rests, ...found };
  const gives: Open["gives"] = [];
  const factors: Factor[] = [];
  const empty: Why[] = [];
  for (const effect of rule.effects) {
    if (effect.type === "multiply") {
      factors.push({ rule, factorBps: effect.factorBps });
      continue;
    }
    const worked = work(program, rule, effect, fact, earner.standing);
    if (typeof worked === "string") empty.push(worked);
    else gives.push(withLimits({ ...worked, ...found }, fact, earner));
  }
  return { rule, conditions: applies.conditions, gives, factors, empty };
}

/** Of several the one that gives most; of equal ones the first in the document. */
function most<T extends Worked>(candidates: readonly T[]): T | undefined {
  return candidates.reduce<T | undefined>(
    (best, next) => (!best || next.units > best.units ? next : best),
    undefined,
  );
}

/** What counts of an asset: an exclusive rule alone, else the best base rule and each bonus. */
function chosen(rules: readonly Open[], asset: string) {
  const of = (stacking: EarningRule["stacking"]) =>
    rules
      .filter(({ rule }) => rule.stacking === stacking)
      .flatMap(({ gives }) => gives.filter((one) => one.asset === asset));
  const exclusive = most(of("exclusive"));
  if (exclusive) return { base: exclusive, bonuses: [], isExclusive: true };
  return { base: most(of("base")), bonuses: of("bonus"), isExclusive: false };
}

/** The base award of points after factors below 1, and a bonus row for each factor above. */
function multiply(base: Worked, rules: readonly Open[], fact: EarningFact, earner: Earner) {
  const { order } = fact;
  if (!order) return { base, bonuses: [] };
  const factors = rules.flatMap((one) => one.factors);
  const bonuses = rules.flatMap(({ factors: own, conditions }) =>
    own
      .filter(({ factorBps }) => factorBps >= 10_000)
      .map((factor) =>
        withLimits({ ...bonusOf(factor, base, order), ...(conditions ? { conditions } : {}) }, fact, earner),
      ),
  );
  const reduced = factors
    .filter(({ factorBps }) => factorBps < 10_000)
    .reduce((left, factor) => reducedBy(factor, left, base, order), base);
  return { base: reduced, bonuses };
}

/** Why an open rule has given nothing in the end. */
function refusalOf(one: Open, exclusiveIn: ReadonlySet<string>, fact: EarningFact): Refusal {
  const { rule, conditions, gives, factors, empty } = one;
  const assets = factors.length > 0 ? ["points"] : gives.map(({ asset }) => asset);
  const noLines = factors.length > 0 && selectsLines(rule.basis) && fact.order?.lines.length === 0;
  const positive = gives.some(({ units }) => units > 0n);
  const why =
    rule.stacking !== "exclusive" && assets.some((asset) => exclusiveIn.has(asset))
      ? "replaced"
      : positive
        ? "outdone"
        : (gives.find((give) => give.why)?.why ?? empty[0] ?? (noLines ? "no_lines" : "nothing_to_earn"));
  return { ruleKey: rule.key, why, ...(conditions ? { conditions } : {}) };
}

/**
 * What a fact earns a customer under a program, and why its other rules give nothing. Only rules of the fact's trigger
 * compete, for each asset by itself: of the base rules the one that gives this fact most counts (of equal ones the first in
 * the document), each bonus adds to it, and an exclusive rule that applies replaces all others. Factors work on the
 * base award of points: above 1 they add a row, below 1 they lessen it. Awards of 0 units are left out. Pure: the same
 * answer for quotes, orders, events and replays.
 */
export function awardsFor(program: ProgramDocument, fact: EarningFact, earner: Earner): Earnings {
  const judged = rulesFor(program, fact).map((rule) => open(program, rule, fact, earner));
  const rules = judged.filter((one) => "rule" in one);
  const assets = new Set(rules.flatMap(({ gives }) => gives.map(({ asset }) => asset)));
  const exclusiveIn = new Set<string>();
  const counted: Worked[] = [];
  for (const asset of assets) {
    const { base, bonuses, isExclusive } = chosen(rules, asset);
    if (isExclusive) exclusiveIn.add(asset);
    const grown = base && asset === "points" && !isExclusive ? multiply(base, rules, fact, earner) : null;
    counted.push(...(base ? [grown?.base ?? base] : []), ...bonuses, ...(grown?.bonuses ?? []));
  }
  const place = ({ rule }: Worked) =>
    program.earningRules.indexOf(rule) + (rule.stacking === "bonus" ? 200 : 0);
  const awards = counted
    .filter(({ units }) => units > 0n)
    .sort((a, b) => place(a) - place(b))
    .map((worked) => toAward(worked, fact, earner));
  const gave = new Set(awards.map(({ ruleKey }) => ruleKey));
  const refusals = judged.flatMap((one) => {
    if (!("rule" in one)) return [one];
    return gave.has(one.rule.key) || lessens(one, counted) ? [] : [refusalOf(one, exclusiveIn, fact)];
  });
  return { awards, refusals };
}

/** Whether a rule had its effect by lessening the base award. */
function lessens({ rule }: Open, counted: readonly Worked[]): boolean {
  return counted.some(({ arithmetic }) =>
    arithmetic.some((step) => step.step === "reduce" && step.rule === rule.key),
  );
}
