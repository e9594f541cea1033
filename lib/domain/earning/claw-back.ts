import type { AwardLine } from "@/lib/domain/ledger/posting";
import { mulDiv, type Rounding } from "@/lib/domain/money";
import type { EarningRule, ProgramDocument } from "@/lib/domain/program/schema";
import type { LocalDate } from "@/lib/domain/time";

/** An award as far as refunds go: what was given, on what. Money in minor units. */
export type AwardShare = {
  units: bigint;
  basisMinor: bigint;
  rounding: Rounding;
  lines: readonly AwardLine[];
  /** Each line was worked out by itself: it then weighs what it earned, not what it cost. */
  byLine: boolean;
};

/** What of an order was given back to the customer so far. */
export type Refunded = {
  totalMinor: bigint;
  /** Nothing is left of the order, whatever its refunds add up to. */
  whole: boolean;
  refunds: readonly {
    amountMinor: bigint;
    lines: readonly { lineId: string; quantity: number }[];
  }[];
  /** The order's lines as they are now; null where they are not known. */
  lineIds: ReadonlySet<string> | null;
};

type Fraction = { over: bigint; under: bigint };

const plus = (a: Fraction, b: Fraction): Fraction => ({
  over: a.over * b.under + b.over * a.under,
  under: a.under * b.under,
});

/** Whether a refund tells by its lines what it takes of an award, instead of by its amount alone. */
function tellsLines(award: AwardShare, refund: Refunded["refunds"][number], { lineIds }: Refunded): boolean {
  const own = new Set(award.lines.map(({ lineId }) => lineId));
  if (refund.lines.length === 0 || own.size === 0) return false;
  if (refund.lines.some(({ lineId }) => own.has(lineId))) return true;
  // Lines that earned nothing take nothing; but after an exchange the order has other lines than the award.
  const isExchanged = lineIds === null || [...own].some((lineId) => !lineIds.has(lineId));
  return !isExchanged && refund.lines.every(({ lineId }) => lineIds.has(lineId));
}

/**
 * The part of an award that is refunded: named lines by quantity, amounts alone by their share of the order's total. Of a
 * rule that works by line each line gives back what it earned itself, with the rule's rounding.
 */
function refundedShare(award: AwardShare, refunded: Refunded): Fraction {
  const pieces = new Map<string, number>();
  let amount = 0n;
  for (const refund of refunded.refunds) {
    if (!tellsLines(award, refund, refunded)) amount += refund.amountMinor;
    else
      for (const { lineId, quantity } of refund.lines)
        pieces.set(lineId, (pieces.get(lineId) ?? 0) + quantity);
  }
  const weighed = award.lines.map((line) => {
    const taken = BigInt(Math.min(pieces.get(line.lineId) ?? 0, line.quantity));
    const of = BigInt(Math.max(line.quantity, 1));
    if (!award.byLine) return { weight: line.basisMinor, over: line.basisMinor * taken, under: of };
    return { weight: line.units, over: mulDiv(line.units, taken, of, award.rounding), under: 1n };
  });
  const lines = weighed.reduce((sum, { weight }) => sum + weight, 0n);
  const whole = lines > 0n ? lines : 1n;
  return weighed
    .map(({ over, under }) => ({ over, under: whole * under }))
    .reduce(plus, { over: amount, under: refunded.totalMinor });
}

/**
 * Units that refunds have taken of an award so far: `round(awarded × refunded basis ÷ basis)` with the award's own
 * rounding, at most all of it. All of it also where nothing is left of the order, or where money came back for an order of 0.
 */
export function takenOf(award: AwardShare, refunded: Refunded): bigint {
  const amount = refunded.refunds.reduce((sum, refund) => sum + refund.amountMinor, 0n);
  if (refunded.whole) return award.units;
  if (amount === 0n) return 0n;
  if (amount >= refunded.totalMinor) return award.units;
  const { over, under } = refundedShare(award, refunded);
  const units = mulDiv(award.units, over, under, award.rounding);
  return units < award.units ? units : award.units;
}

/** Whether a rule gives everybody on that day, without a condition. */
function isOpen(rule: EarningRule, on: LocalDate): boolean {
  const { active, who, when, conditions } = rule;
  const runs =
    (!when.from || on >= when.from) && (!when.until || on <= when.until) && when.hours.length === 0;
  return active && runs && who.tiers.length === 0 && who.segments.length === 0 && conditions === null;
}

/** Units taken by a refund that names no order, and by which rule. */
export type LooseClawBack = { ruleKey: string; asset: string; units: bigint };

/**
 * What a refund that names no order takes: of each asset what the best base rule of that day would have given for the
 * refunded amount, with the rule's rounding and without multiplier, bonus or cap.
 */
export function clawBackWithoutOrder(
  program: ProgramDocument,
  amountMinor: bigint,
  on: LocalDate,
): LooseClawBack[] {
  const best = new Map<string, LooseClawBack>();
  for (const rule of program.earningRules) {
    const isOfOrders = rule.trigger === "order.paid" || rule.trigger === "order.delivered";
    if (!isOfOrders || rule.stacking !== "base" || !isOpen(rule, on)) continue;
    for (const effect of rule.effects) {
      if (effect.type !== "rate" && effect.type !== "percent") continue;
      const [units, per] =
        effect.type === "rate" ? [effect.units, effect.perMinor] : [effect.percentBps, 10_000];
      const due = mulDiv(amountMinor, BigInt(units), BigInt(per), effect.rounding);
      if (due > (best.get(effect.asset)?.units ?? 0n))
        best.set(effect.asset, { ruleKey: rule.key, asset: effect.asset, units: due });
    }
  }
  return [...best.values()];
}
